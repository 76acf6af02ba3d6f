package io.argosy.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The account settings of ECS (ecs-semantics 10.1): which values each may be given, and which it has until then. One
/// that may be given none is ECS's own to set.
public enum SettingName {
    SERVICE_LONG_ARN_FORMAT("serviceLongArnFormat", "enabled", "enabled"),
    TASK_LONG_ARN_FORMAT("taskLongArnFormat", "enabled", "enabled"),
    CONTAINER_INSTANCE_LONG_ARN_FORMAT("containerInstanceLongArnFormat", "enabled", "enabled"),
    AWSVPC_TRUNKING("awsvpcTrunking", "disabled", "enabled", "disabled"),
    CONTAINER_INSIGHTS("containerInsights", "disabled", "enabled", "disabled", "enhanced"),
    FARGATE_FIPS_MODE("fargateFIPSMode", "disabled", "enabled", "disabled"),
    TAG_RESOURCE_AUTHORIZATION("tagResourceAuthorization", "on", "on"),
    FARGATE_TASK_RETIREMENT_WAIT_PERIOD("fargateTaskRetirementWaitPeriod", "7", "0", "7", "14"),
    GUARD_DUTY_ACTIVATE("guardDutyActivate", "off"),
    DEFAULT_LOG_DRIVER_MODE("defaultLogDriverMode", "non-blocking", "blocking", "non-blocking"),
    FARGATE_EVENT_WINDOWS("fargateEventWindows", "disabled", "enabled", "disabled"),
    DUAL_STACK_IPV6("dualStackIPv6", "disabled", "enabled", "disabled");

    private final String word;
    private final String usual;
    private final List<String> allowed;

    SettingName(String word, String usual, String... allowed) {
        this.word = word;
        this.usual = usual;
        this.allowed = List.of(allowed);
    }

    /// As the API calls it.
    public String word() {
        return word;
    }

    /// What it is where nobody gave it a value.
    public String usual() {
        return usual;
    }

    public List<String> allowed() {
        return allowed;
    }

    /// Whether ECS alone sets it.
    public boolean managed() {
        return allowed.isEmpty();
    }

    public static Optional<SettingName> of(String word) {
        return Arrays.stream(values()).filter(name -> name.word.equals(word)).findFirst();
    }
}
