package io.argosy.planning;

/// How far a live task of a service may be counted on: not running yet; running but not proven; proven; failing.
enum HealthStage {
    STARTING,
    UNPROVEN,
    HEALTHY,
    UNHEALTHY
}
