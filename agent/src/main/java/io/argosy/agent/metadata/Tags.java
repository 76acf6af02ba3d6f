package io.argosy.agent.metadata;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTagsForResourceRequest;
import io.argosy.shapes.ecs.Tag;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The tags of a task and of this instance, asked of the control plane when a container asks. Tags that cannot be had
/// are an entry of `Errors`, not an error.
public final class Tags {
    private final ApiClient api;
    private final Supplier<Optional<String>> instance;

    /// `instance` is the ARN, once the instance is registered.
    public Tags(ApiClient api, Supplier<Optional<String>> instance) {
        this.api = api;
        this.instance = instance;
    }

    /// The members of the task's document that tell of tags.
    Map<String, Object> of(String task) {
        Map<String, Object> members = new LinkedHashMap<>();
        List<Object> errors = new ArrayList<>();
        put(members, errors, "TaskTags", task);
        instance.get().ifPresent(arn -> put(members, errors, "ContainerInstanceTags", arn));
        if (!errors.isEmpty()) {
            members.put("Errors", errors);
        }
        return members;
    }

    private void put(Map<String, Object> members, List<Object> errors, String field, String arn) {
        try {
            List<Tag> tags = api.call(
                            Ecs.LIST_TAGS_FOR_RESOURCE,
                            ListTagsForResourceRequest.builder()
                                    .resourceArn(arn)
                                    .build())
                    .tags()
                    .orElse(List.of());
            Map<String, Object> named = new LinkedHashMap<>();
            tags.forEach(tag -> named.put(tag.key().orElse(""), tag.value().orElse("")));
            if (!named.isEmpty()) {
                members.put(field, named);
            }
        } catch (ApiException refused) {
            errors.add(refused(field, refused.error(), arn));
        } catch (IOException unreachable) {
            errors.add(error(field, "RequestError", "the control plane does not answer", arn));
        }
    }

    private static Map<String, Object> error(String field, String code, String message, String arn) {
        return Map.of("ErrorField", field, "ErrorCode", code, "ErrorMessage", message, "ResourceARN", arn);
    }

    /// As far as there was an answer it says which one.
    private static Map<String, Object> refused(String field, ApiError refusal, String arn) {
        Map<String, Object> document = new LinkedHashMap<>(error(field, refusal.code(), refusal.message(), arn));
        document.put("StatusCode", refusal.status());
        if (refusal.members().get(ApiClient.REQUEST_ID) instanceof ApiError.Member.Text(String id)) {
            document.put("RequestId", id);
        }
        return document;
    }
}
