package io.argosy.access.policies;

import io.argosy.access.policies.Principals.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the `Principal` of a statement of a trust policy.
final class PrincipalReader {
    private static final Pattern ACCOUNT = Pattern.compile("(?:arn:aws:iam::)?([0-9]{12})(:root)?");
    private static final Pattern PERSON =
            Pattern.compile("arn:aws:(iam::[0-9]{12}:(user|role)/.+|sts::[0-9]{12}:assumed-role/.+)");

    private PrincipalReader() {}

    static List<Named> read(Object value) throws MalformedPolicy {
        if (value.equals("*")) {
            return List.of(new Named.Anybody());
        }
        if (!(value instanceof Map<?, ?>)) {
            throw invalid(String.valueOf(value));
        }
        List<Named> named = new ArrayList<>();
        for (Map.Entry<String, Object> kind :
                PolicyJson.object(value, "Principal").entrySet()) {
            for (String name : PolicyJson.texts(kind.getValue())) {
                named.add(named(kind.getKey(), name));
            }
        }
        return named;
    }

    private static Named named(String kind, String name) throws MalformedPolicy {
        return switch (kind) {
            case "AWS" -> aws(name);
            case "Service" -> new Named.Service(name);
            case "Federated", "CanonicalUser" -> new Named.Stranger(kind, name);
            default -> throw invalid("\"" + kind + "\":\"" + name + "\"");
        };
    }

    private static Named aws(String name) throws MalformedPolicy {
        if (name.equals("*")) {
            return new Named.Anybody();
        }
        Matcher account = ACCOUNT.matcher(name);
        if (account.matches()) {
            return new Named.Account(account.group(1));
        }
        if (!PERSON.matcher(name).matches() || name.contains("*")) {
            throw invalid("\"AWS\":\"" + name + "\"");
        }
        return new Named.Arn(name);
    }

    private static MalformedPolicy invalid(String principal) {
        return new MalformedPolicy("Invalid principal in policy: " + principal);
    }
}
