package io.argosy.agent.tasks;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.access.Secret;
import java.util.Map;
import java.util.Optional;

/// Which value of Secrets Manager a definition means: a secret, perhaps one member of the JSON object that it is, and
/// one of its versions, by stage or id.
record SecretAddress(String secret, String key, Optional<String> stage, Optional<String> version) {
    private static final int ARN_PARTS = 7;
    private static final int ALL_PARTS = 10;

    static SecretAddress whole(String secret) {
        return new SecretAddress(secret, "", Optional.empty(), Optional.empty());
    }

    /// An ARN, alone or with `:json-key:version-stage:version-id` behind it, each of which may be empty.
    static SecretAddress parse(String valueFrom) throws SecretRefused {
        String[] parts = valueFrom.split(":", -1);
        if (parts.length == ARN_PARTS) {
            return whole(valueFrom);
        }
        if (parts.length != ALL_PARTS) {
            throw SecretRefused.ofSecret(
                    valueFrom, "unexpected ARN format with parameters when trying to retrieve ASM secret");
        }
        String arn = String.join(":", java.util.List.of(parts).subList(0, ARN_PARTS));
        return new SecretAddress(arn, parts[ARN_PARTS], some(parts[ARN_PARTS + 1]), some(parts[ARN_PARTS + 2]));
    }

    private static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /// The member that is meant; all of it if none is.
    Secret member(Secret whole) throws SecretRefused {
        if (key.isEmpty()) {
            return whole;
        }
        Object member = object(whole).get(key);
        if (member == null) {
            throw SecretRefused.ofSecret(
                    secret, "retrieved secret from Secrets Manager did not contain json key " + key);
        }
        return new Secret(member instanceof String text ? text : JsonTree.write(member));
    }

    /// A secret's text never comes with the exception.
    Map<String, Object> object(Secret whole) throws SecretRefused {
        try {
            return JsonTree.object(whole.reveal());
        } catch (MalformedJson notJson) {
            throw SecretRefused.ofSecret(secret, "unable to unmarshal secret value, invalid schema");
        }
    }
}
