package io.argosy.jobqueues.environments;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.shapes.batch.ComputeResource;
import io.argosy.shapes.batch.CreateComputeEnvironmentRequest;
import io.argosy.shapes.batch.Ec2Configuration;
import io.argosy.shapes.batch.UpdatePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The form in which an environment is kept and shown: what was left out stands there with its default
/// (batch-semantics 3.2, 3.8).
final class EnvironmentForm {
    private static final String PROFILE = ":instance-profile/";
    private static final long USUAL_EXECUTION_MINUTES = 30;

    private EnvironmentForm() {}

    static CreateComputeEnvironmentRequest complete(CreateComputeEnvironmentRequest asked, BatchArns arns) {
        return asked.toBuilder()
                .state(asked.state().orElse("ENABLED"))
                .serviceRole(asked.serviceRole().orElseGet(arns::serviceRole))
                .computeResources(asked.computeResources().map(resources -> resources(resources, arns)))
                .tags(Optional.empty())
                .build();
    }

    private static ComputeResource resources(ComputeResource asked, BatchArns arns) {
        if (!EnvironmentRules.onInstances(asked.type())) {
            return asked;
        }
        return asked.toBuilder()
                .allocationStrategy(asked.allocationStrategy().orElse("BEST_FIT"))
                .desiredvCpus(asked.desiredvCpus().or(asked::minvCpus))
                .securityGroupIds(asked.securityGroupIds().orElse(List.of()))
                .instanceRole(asked.instanceRole().map(role -> profile(role, arns)))
                .tags(asked.tags().orElse(Map.of()))
                .ec2Configuration(asked.ec2Configuration()
                        .filter(given -> !given.isEmpty())
                        .orElseGet(() -> List.of(Ec2Configuration.builder()
                                .imageType("ECS_AL2023")
                                .build())))
                .build();
    }

    private static String profile(String role, BatchArns arns) {
        return role.contains(PROFILE) ? role : "arn:aws:iam::" + arns.realm().account() + PROFILE + role;
    }

    /// Only instances are ever replaced under it.
    static UpdatePolicy usualPolicy(CreateComputeEnvironmentRequest asked) {
        return asked.computeResources()
                .map(ComputeResource::type)
                .filter(EnvironmentRules::onInstances)
                .map(_ -> UpdatePolicy.builder()
                        .terminateJobsOnUpdate(false)
                        .jobExecutionTimeoutMinutes(USUAL_EXECUTION_MINUTES)
                        .build())
                .orElseGet(() -> UpdatePolicy.builder().build());
    }
}
