package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.ssm.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A parameter's tags: at most 50, `aws:` kept for AWS. Requests name the parameter as a resource of a type.
final class ParameterTags {
    private static final int MOST = 50;

    private ParameterTags() {}

    static List<Tag> added(List<Tag> existing, List<Tag> more) {
        Map<String, Tag> byKey = new LinkedHashMap<>();
        existing.forEach(tag -> byKey.put(tag.key(), tag));
        for (Tag tag : more) {
            if (tag.key().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw SsmErrors.validation("The tag key '" + tag.key() + "' is not valid.");
            }
            byKey.put(tag.key(), tag);
        }
        if (byKey.size() > MOST) {
            throw SsmErrors.of("TooManyTagsError", "A parameter can have at most " + MOST + " tags.");
        }
        return List.copyOf(byKey.values());
    }

    static StoredParameter tagged(ParametersState state, Caller caller, Resource resource) {
        if (!resource.type().equals("Parameter")) {
            throw SsmErrors.of(
                    "InvalidResourceType",
                    "The resource type " + resource.type() + " is not available in this version of Argosy.");
        }
        return state.parameter(ParameterId.of(resource.id(), caller.realm()))
                .orElseThrow(() -> SsmErrors.of(
                        "InvalidResourceId",
                        "The resource ID is not valid. Verify that you entered the correct ID and try" + " again."));
    }

    record Resource(String type, String id) {}
}
