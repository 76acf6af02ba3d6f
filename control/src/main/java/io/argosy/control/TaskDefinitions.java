package io.argosy.control;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.Names;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.state.AccountState;
import io.argosy.state.AccountStore;
import java.util.Optional;

/// Finds the revision a reference means (ecs-semantics 2.2): `family:revision`, an ARN with or without revision, or a
/// family, which means its newest ACTIVE one.
public final class TaskDefinitions {
    private static final String TYPE = ":task-definition/";

    private TaskDefinitions() {}

    public static Optional<TaskDefinition> find(AccountState account, String reference) {
        return named(account, reference).filter(definition -> hasArnLike(definition, reference));
    }

    /// An ARN of another account or region names nothing here, even where the family is the same.
    private static boolean hasArnLike(TaskDefinition definition, String reference) {
        int type = reference.startsWith("arn:") ? reference.indexOf(TYPE) : -1;
        return type < 0
                || definition
                        .content()
                        .taskDefinitionArn()
                        .orElse("")
                        .startsWith(reference.substring(0, type + TYPE.length()));
    }

    private static Optional<TaskDefinition> named(AccountState account, String reference) {
        int type = reference.startsWith("arn:") ? reference.indexOf(TYPE) : -1;
        String name = type < 0 ? reference : reference.substring(type + TYPE.length());
        int colon = name.indexOf(':');
        if (colon < 0) {
            return account.revisionsOf(name).stream()
                    .filter(TaskDefinition::active)
                    .reduce((_, newer) -> newer);
        }
        String family = name.substring(0, colon);
        String revision = name.substring(colon + 1);
        return Names.valid(family) && revision.matches("[1-9][0-9]{0,8}")
                ? account.taskDefinition(new TaskDefinitionId(family, Integer.parseInt(revision)))
                : Optional.empty();
    }

    /// The revision new tasks may be made from; the texts are those of RunTask and CreateService (1.4).
    public static TaskDefinition active(AccountStore account, String reference) {
        if (reference.isBlank()) {
            throw ApiError.client("TaskDefinition can not be blank.").thrown();
        }
        TaskDefinition definition =
                find(account.read(), reference).orElseThrow(() -> undescribed(account.realm(), reference));
        if (!definition.active()) {
            throw ApiError.client("TaskDefinition is inactive").thrown();
        }
        return definition;
    }

    /// Nothing is described by this reference; one of another region or account is told so.
    public static RuntimeException undescribed(AccountRegion realm, String reference) {
        String why = realm.foreign(reference).map(words -> " " + words).orElse("");
        return ApiError.client("Unable to describe task definition." + why).thrown();
    }
}
