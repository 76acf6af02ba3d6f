package io.argosy.control;

import io.argosy.model.ApiError;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import java.util.Optional;

/// Whether tasks can have a role: it is there, and trusts them.
@FunctionalInterface
public interface AssumableRoles {
    /// Where nobody knows of roles.
    AssumableRoles ALL = (_, _, _) -> true;

    /// What a task has a role for: its containers' requests, or what is done to start them.
    enum Use {
        APPLICATION,
        EXECUTION
    }

    /// `tasks` is what the ARNs of the tasks begin with.
    boolean assumable(String role, Use use, String tasks);

    /// Refuses what is to run with a role that cannot be had, as ECS does (ecs-semantics 1.4).
    default void require(LaunchRequest what) {
        TaskDefinition definition = what.definition().content();
        TaskOverride overrides = what.overrides();
        String tasks = what.scope().arns().newTask(what.scope().name());
        require(overrides.taskRoleArn().or(definition::taskRoleArn), Use.APPLICATION, tasks);
        require(overrides.executionRoleArn().or(definition::executionRoleArn), Use.EXECUTION, tasks);
    }

    private void require(Optional<String> role, Use use, String tasks) {
        role.filter(arn -> !arn.isEmpty() && !assumable(arn, use, tasks)).ifPresent(arn -> {
            throw ApiError.client(refusal(arn)).thrown();
        });
    }

    static String refusal(String role) {
        return "ECS was unable to assume the role '" + role + "' that was provided for this task. Please verify that"
                + " the role being passed has the proper trust relationship and permissions and that your IAM user has"
                + " permissions to pass this role.";
    }
}
