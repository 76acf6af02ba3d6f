package io.argosy.insight.causes;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the words of an ending mean: a code that scripts can rely on, the cause in a sentence, and what helps.
/// The words are those that agents and the control plane write (docs/operating.md, "When tasks do not stay up").
record Diagnosis(String code, String cause, String nextStep) {
    private static final Pattern PORT = Pattern.compile("port is already allocated|address already in use");
    private static final Pattern PORT_NUMBER = Pattern.compile("port (\\d{1,5}) is held|[\\d\\]:]:(\\d{1,5})");
    private static final Pattern NO_ANSWER = Pattern.compile(
            "(?i)no such host|connection refused|i/o timeout|no route to host|deadline exceeded|timed out|no progress"
                    + "|x509:|certificate|HTTP response to HTTPS client");
    private static final Pattern NO_LOGIN = Pattern.compile("(?i)unauthorized|no basic auth|denied: .*token|forbidden");

    private record Rule(String begins, String code, String nextStep) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "OutOfMemoryError",
                    "OutOfMemory",
                    "give the container more memory in the task definition, or find out why it needs so much"),
            new Rule("DependencyError", "DependencyFailed", "mend the container that was waited for; its end is below"),
            new Rule(
                    "HostConfigError",
                    "HostRefused",
                    "take what its host does not allow out of the task definition, or allow it with the agent's flags"),
            new Rule(
                    "Task failed container health checks",
                    "HealthCheckFailed",
                    "run the check's command in the container, and look at its output: docker inspect"),
            new Rule(
                    "CannotStartContainerError",
                    "ContainerNotStarted",
                    "correct what the engine complains about: command, entry point, user, mounts or limits"),
            new Rule(
                    "CannotCreateContainerError",
                    "ContainerNotMade",
                    "correct what the engine complains about in the task definition"),
            new Rule(
                    "ResourceInitializationError",
                    "ResourceNotReady",
                    "correct the volume or network that is named in the task definition"),
            new Rule(
                    "ContainerVanishedError",
                    "ContainerVanished",
                    "find out who removed the container from the engine"),
            new Rule("Scaling activity", "ScaledIn", "nothing: the service needs fewer tasks of this deployment"));

    static Diagnosis of(String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("disk reserve") || lower.contains("no space left on device")) {
            return new Diagnosis(
                    "DiskFull",
                    reason,
                    "free space on that host's disk (docker system df shows what takes it), or set --disk-reserve of"
                            + " its agent lower");
        }
        if (reason.startsWith("CannotPullContainerError")) {
            return pull(reason);
        }
        if (PORT.matcher(reason).find()) {
            return new Diagnosis("PortTaken", reason, freeThePort(reason));
        }
        return RULES.stream()
                .filter(rule -> reason.startsWith(rule.begins()))
                .findFirst()
                .map(rule -> new Diagnosis(rule.code(), reason, rule.nextStep()))
                .orElseGet(() -> new Diagnosis("Stopped", reason, "look at what the task said last"));
    }

    private static Diagnosis pull(String reason) {
        if (NO_ANSWER.matcher(reason).find()) {
            return new Diagnosis(
                    "RegistryNotReached",
                    reason,
                    "make the registry reachable from that host; docker pull there says why");
        }
        if (NO_LOGIN.matcher(reason).find()) {
            return new Diagnosis(
                    "RegistryRefused", reason, "give the host access to that repository, or use one it may pull from");
        }
        return new Diagnosis(
                "ImageMissing",
                reason,
                "push the image, or correct its name and tag in the task definition and deploy that");
    }

    private static String freeThePort(String reason) {
        Matcher number = PORT_NUMBER.matcher(reason);
        String port = number.find()
                ? "port " + Objects.requireNonNullElseGet(number.group(1), () -> number.group(2))
                : "the port";
        return "stop what has " + port + " on that host, or give the container another host port (0 takes a free one)";
    }

    /// Of a program that ended by itself.
    static Diagnosis exit(String container, int status) {
        String who = "container " + container + " ended with exit code " + status;
        return switch (status) {
            case 0 ->
                new Diagnosis("ContainerExited", who, "let it go on running, or run it as a task and not as a service");
            case 126, 127 ->
                new Diagnosis(
                        "CommandNotFound",
                        who + ": its command is not there or cannot be executed",
                        "correct command or entryPoint in the task definition, or the image");
            case 137 ->
                new Diagnosis(
                        "ContainerKilled",
                        who + ": it was killed (SIGKILL)",
                        "find out who killed it: a stop that took longer than stopTimeout, the kernel, or somebody"
                                + " on the host");
            case 139 -> new Diagnosis("ContainerCrashed", who + ": it crashed (SIGSEGV)", "look at what it said last");
            default -> new Diagnosis("ContainerExited", who, "look at what it said last: the program ended by itself");
        };
    }
}
