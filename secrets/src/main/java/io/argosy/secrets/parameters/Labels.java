package io.argosy.secrets.parameters;

import io.argosy.state.AccountTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Labels of versions: each is on one version of a parameter at most.
final class Labels {
    private static final int MOST = 10;
    private static final Pattern FORM = Pattern.compile("[A-Za-z_.-][A-Za-z0-9_.-]*");

    private Labels() {}

    static boolean invalid(String label) {
        String plain = label.toLowerCase(Locale.ROOT);
        return !FORM.matcher(label).matches() || plain.startsWith("aws") || plain.startsWith("ssm");
    }

    static void move(AccountTransaction tx, List<ParameterVersion> versions, long to, List<String> labels) {
        for (ParameterVersion version : versions) {
            List<String> next = new ArrayList<>(version.labels());
            next.removeAll(labels);
            if (version.number() == to) {
                next.addAll(labels);
            }
            if (next.size() > MOST) {
                throw SsmErrors.of(
                        "ParameterVersionLabelLimitExceeded",
                        "A parameter version can have maximum " + MOST + " labels. Move one or more labels to another"
                                + " version and try again.");
            }
            if (!next.equals(version.labels())) {
                tx.update(version.labelled(next));
            }
        }
    }
}
