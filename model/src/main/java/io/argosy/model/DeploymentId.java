package io.argosy.model;

/// A deployment's number. Clients see it as `ecs-svc/<digits>`; the same digits name its service revision.
public record DeploymentId(long number) {
    @Override
    public String toString() {
        return "ecs-svc/" + number;
    }
}
