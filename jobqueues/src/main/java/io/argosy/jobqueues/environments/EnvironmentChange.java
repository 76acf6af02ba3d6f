package io.argosy.jobqueues.environments;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.Merging;
import io.argosy.shapes.Member;
import io.argosy.shapes.batch.ComputeResource;
import io.argosy.shapes.batch.ComputeResourceUpdate;
import io.argosy.shapes.batch.CreateComputeEnvironmentRequest;
import io.argosy.shapes.batch.UpdateComputeEnvironmentRequest;
import io.argosy.shapes.batch.UpdatePolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// An update of an environment: what it may change, and what comes of it (batch-semantics 3.5).
record EnvironmentChange(ComputeEnvironment there, UpdateComputeEnvironmentRequest asked, BatchArns arns) {
    private static final Set<String> SCALING =
            Set.of("minvCpus", "maxvCpus", "desiredvCpus", "scalingPolicy", "capacityTags");

    /// `vcpus` is what the environment has now.
    void check(int vcpus) {
        asked.serviceRole().ifPresent(this::checkRole);
        asked.computeResources().ifPresent(update -> {
            ComputeResource resources = there.resources()
                    .orElseThrow(() -> BatchErrors.plain(
                            "computeResources must not be provided for an UNMANAGED compute environment"));
            if (given(update).isEmpty()) {
                throw BatchErrors.plain("At least one compute-resources attribute must be specified");
            }
            if (update.desiredvCpus().filter(wanted -> wanted < vcpus).isPresent()) {
                throw BatchErrors.plain("Manually scaling down compute environment is not supported.  Disconnecting job"
                        + " queues from compute environment will cause it to scale-down to minvCpus.");
            }
            checkInfrastructure(resources, update);
        });
    }

    /// Each kind of role stays one.
    private void checkRole(String role) {
        String before = there.configuration().serviceRole().orElseThrow();
        if (before.equals(arns.serviceRole()) != role.equals(arns.serviceRole())) {
            throw BatchErrors.plain("The service-linked role and a role of your own cannot replace each other");
        }
    }

    /// Instances are only replaced where Batch chose them by one of the newer strategies.
    private static void checkInfrastructure(ComputeResource resources, ComputeResourceUpdate update) {
        boolean replaces = given(update).stream().anyMatch(member -> !SCALING.contains(member));
        if (EnvironmentRules.onInstances(resources.type())
                && replaces
                && resources.allocationStrategy().orElse("").equals("BEST_FIT")) {
            throw BatchErrors.plain("Only scaling members can be updated with the allocation strategy BEST_FIT");
        }
        boolean otherKind = update.type()
                .filter(type -> EnvironmentRules.onInstances(type) != EnvironmentRules.onInstances(resources.type())
                        || EnvironmentRules.onFargate(type) != EnvironmentRules.onFargate(resources.type()))
                .isPresent();
        if (otherKind) {
            throw BatchErrors.plain("The type " + resources.type() + " cannot be updated to "
                    + update.type().orElse(""));
        }
    }

    private static List<String> given(ComputeResourceUpdate update) {
        List<Member> members = update.structure().members();
        return IntStream.range(0, members.size())
                .filter(i -> update.value(i) != null)
                .mapToObj(i -> members.get(i).name())
                .toList();
    }

    ComputeEnvironment result() {
        CreateComputeEnvironmentRequest before = there.configuration();
        CreateComputeEnvironmentRequest after =
                Merging.merged(CreateComputeEnvironmentRequest.STRUCTURE, before, withoutResources()).toBuilder()
                        .computeResources(resources())
                        .build();
        UpdatePolicy policy = asked.updatePolicy()
                .map(update -> Merging.merged(UpdatePolicy.STRUCTURE, there.updatePolicy(), update))
                .orElse(there.updatePolicy());
        return there.with(EnvironmentForm.complete(after, arns), policy);
    }

    private UpdateComputeEnvironmentRequest withoutResources() {
        return asked.toBuilder().computeResources(Optional.empty()).build();
    }

    private Optional<ComputeResource> resources() {
        return there.resources()
                .map(before -> asked.computeResources()
                        .map(update -> within(
                                update, Merging.merged(ComputeResource.STRUCTURE, before, sensible(before, update))))
                        .orElse(before));
    }

    /// What is desired follows new bounds unless it was given with them.
    private static ComputeResource within(ComputeResourceUpdate update, ComputeResource merged) {
        int least = merged.minvCpus().orElse(0);
        boolean follows = update.desiredvCpus().isEmpty() && least <= merged.maxvCpus();
        return merged.toBuilder()
                .desiredvCpus(merged.desiredvCpus()
                        .map(desired -> follows ? Math.clamp(desired, least, merged.maxvCpus()) : desired))
                .build();
    }

    /// On Fargate an empty list is no change.
    private static ComputeResourceUpdate sensible(ComputeResource before, ComputeResourceUpdate update) {
        return EnvironmentRules.onFargate(before.type())
                ? update.toBuilder()
                        .subnets(update.subnets().filter(list -> !list.isEmpty()))
                        .securityGroupIds(update.securityGroupIds().filter(list -> !list.isEmpty()))
                        .build()
                : update;
    }
}
