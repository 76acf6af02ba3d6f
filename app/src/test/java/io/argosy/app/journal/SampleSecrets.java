package io.argosy.app.journal;

import static io.argosy.app.journal.SampleJournal.NOW;

import io.argosy.secrets.manager.SecretVersion;
import io.argosy.secrets.manager.StoredSecret;
import io.argosy.secrets.manager.StoredSecret.Deletion;
import io.argosy.secrets.parameters.ParameterVersion;
import io.argosy.secrets.parameters.StoredParameter;
import io.argosy.secrets.sealing.SealedValue;
import io.argosy.shapes.secretsmanager.Tag;
import io.argosy.state.AccountTransaction;
import java.time.Duration;
import java.util.List;

/// Secrets and parameters in every case of them, for the sample journal.
final class SampleSecrets {
    private static final SealedValue SEALED = new SealedValue("AQIDBA==");
    private static final List<Tag> TAGS =
            List.of(Tag.builder().key("team").value("shop").build());

    private SampleSecrets() {}

    static void all(AccountTransaction tx) {
        var leaving = new Deletion.Scheduled(NOW, NOW.plus(Duration.ofDays(30)));
        tx.add(new StoredSecret("shop/db", "a1b2c3", "the shop's", "alias/mine", TAGS, NOW, NOW, new Deletion.None()));
        tx.add(new StoredSecret("old", "d4e5f6", "", "", List.of(), NOW, NOW, leaving));
        tx.add(version("1", SecretVersion.Form.TEXT, List.of("AWSCURRENT", "blue")));
        tx.add(version("2", SecretVersion.Form.BINARY, List.of()));
        tx.add(new StoredParameter(
                "/shop/db",
                2,
                List.of(io.argosy.shapes.ssm.Tag.builder()
                        .key("team")
                        .value("shop")
                        .build())));
        tx.add(new StoredParameter("plain", 1, List.of()));
        parameter(tx, "/shop/db", 1, "SecureString", List.of("kept"));
        parameter(tx, "/shop/db", 2, "SecureString", List.of());
        parameter(tx, "plain", 1, "String", List.of());
    }

    private static SecretVersion version(String digit, SecretVersion.Form form, List<String> stages) {
        return new SecretVersion("shop/db", digit.repeat(32), form, SEALED, stages, NOW);
    }

    private static void parameter(AccountTransaction tx, String name, long number, String type, List<String> labels) {
        var said = new ParameterVersion.Description(type, "Standard", "text", "", "", "");
        tx.add(new ParameterVersion(name, number, said, SEALED, labels, NOW, "arn:aws:iam::123456789012:user/ann"));
    }
}
