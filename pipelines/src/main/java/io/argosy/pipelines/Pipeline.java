package io.argosy.pipelines;

import io.argosy.model.AccountEntity;
import io.argosy.model.AccountRegion;
import io.argosy.model.Kind;
import java.time.Instant;

/// How what is new comes to a service: from where, built how, with whose leave. `secret` is the ARN under which the
/// secret of its webhook lies, and empty where it has none.
public record Pipeline(
        String name,
        Target target,
        Image image,
        PipelineSource source,
        boolean approval,
        String secret,
        Creation creation,
        Progress progress)
        implements AccountEntity {
    public static final Kind<Pipeline> KIND = Kind.of("Pipeline", Pipeline.class);

    /// The container of a service's definition that gets the image.
    public record Target(String cluster, String service, String container) {}

    /// What is built: by which file, for so long at most, into which repository.
    public record Image(String repository, String dockerfile, int seconds) {}

    public record Creation(Instant at, String by) {}

    /// How many runs there were, and what was seen last at its source.
    public record Progress(int runs, String seen) {}

    @Override
    public String key() {
        return name;
    }

    public String arn(AccountRegion realm) {
        return arn(realm, name);
    }

    public static String arn(AccountRegion realm, String name) {
        return "arn:aws:argosy:" + realm.region() + ":" + realm.account() + ":pipeline/" + name;
    }

    Pipeline with(Progress now) {
        return new Pipeline(name, target, image, source, approval, secret, creation, now);
    }
}
