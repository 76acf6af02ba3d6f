package io.argosy.secrets.parameters;

import io.argosy.model.AccountEntity;
import io.argosy.model.AccountRegion;
import io.argosy.model.Kind;
import io.argosy.shapes.ssm.Tag;
import java.util.List;

/// A parameter by its name; what it says are its versions, of which `latest` is the one that counts.
public record StoredParameter(String name, long latest, List<Tag> tags) implements AccountEntity {
    public static final Kind<StoredParameter> KIND = Kind.of("Parameter", StoredParameter.class);

    public StoredParameter {
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return name;
    }

    String arn(AccountRegion realm) {
        return arnOf(realm, name);
    }

    /// A name that is a path stands in the ARN without a second slash.
    static String arnOf(AccountRegion realm, String name) {
        return "arn:aws:ssm:" + realm.region() + ":" + realm.account() + ":parameter"
                + (name.startsWith("/") ? name : "/" + name);
    }

    StoredParameter at(long version) {
        return new StoredParameter(name, version, tags);
    }

    StoredParameter tagged(List<Tag> all) {
        return new StoredParameter(name, latest, all);
    }
}
