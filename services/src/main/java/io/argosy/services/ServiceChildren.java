package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Failures;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.shapes.ecs.Failure;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Describes what belongs to services by a list of ARNs: those that are found, and failures for the others.
final class ServiceChildren {
    private static final int MOST = 20;

    /// What an operation answers with.
    record Answer<T>(List<T> found, List<Failure> failures) {}

    private final String type;
    private final Clusters clusters;

    ServiceChildren(String type, Clusters clusters) {
        this.type = type;
        this.clusters = clusters;
    }

    /// The action on each of them; what is no ARN stays as it is, for the operation to refuse.
    List<Permission> permissions(Caller caller, String action, List<String> arns) {
        return arns.stream().map(arn -> permission(caller, action, arn)).toList();
    }

    Permission permission(Caller caller, String action, String arn) {
        try {
            ServiceChildArn child = ServiceChildArn.parse(type, arn, caller.realm());
            return RequestedArns.of(caller, child.cluster().value()).inCluster(action, arn);
        } catch (ApiException noArn) {
            return Permission.on(action, RequestedArns.orAsNamed(arn, () -> {
                throw noArn;
            }));
        }
    }

    <T> Answer<T> described(
            Caller caller, List<String> arns, BiFunction<ClusterScope, ServiceChildArn, Optional<T>> describe) {
        if (arns.isEmpty() || arns.size() > MOST) {
            throw ServiceRules.invalid("Between 1 and " + MOST + " ARNs of a " + type + " must be given.");
        }
        List<T> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String arn : arns.stream().distinct().toList()) {
            ServiceChildArn child = ServiceChildArn.parse(type, arn, caller.realm());
            scope(caller, child)
                    .flatMap(scope -> describe.apply(scope, child))
                    .ifPresentOrElse(found::add, () -> failures.add(Failures.missing(arn)));
        }
        return new Answer<>(found, failures);
    }

    /// The cluster it is in, if there is one.
    Optional<ClusterScope> scope(Caller caller, ServiceChildArn child) {
        try {
            return Optional.of(clusters.named(caller.realm(), child.cluster().value()));
        } catch (ApiException noCluster) {
            return Optional.empty();
        }
    }
}
