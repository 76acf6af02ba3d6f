package io.argosy.insight.causes;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceHealth;
import io.argosy.model.InstanceLoad;
import io.argosy.model.LostTask;
import io.argosy.shapes.argosy.Evidence;
import io.argosy.shapes.argosy.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is wrong with a container instance: its agent is away, and why as far as the server knows; its key is
/// gone; its engine or its disk does not do; it drains.
final class InstanceCauses {
    private final Known known;

    InstanceCauses(Known known) {
        this.known = known;
    }

    /// What is wrong, or one finding that says how it stands.
    List<Finding> explained(ContainerInstance instance) {
        List<Finding> wrong = wrong(instance);
        return wrong.isEmpty() ? List.of(standing(instance)) : wrong;
    }

    List<Finding> wrong(ContainerInstance instance) {
        if (!instance.registered()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        if (!instance.agentConnected()) {
            findings.add(away(instance));
        } else {
            impaired(instance).ifPresent(findings::add);
            recovering(instance).ifPresent(findings::add);
        }
        return findings;
    }

    private Finding.Builder finding(ContainerInstance instance, Severity severity, Diagnosis diagnosis) {
        return Findings.about(instance, known, Findings.of(severity, diagnosis)).evidence(evidence(instance));
    }

    private Optional<InstanceLoad> load(ContainerInstance instance) {
        return known.state().load(instance.id());
    }

    private int tasks(ContainerInstance instance) {
        return load(instance).map(load -> load.running() + load.pending()).orElse(0);
    }

    private Finding away(ContainerInstance instance) {
        String name = InstanceNames.of(instance);
        boolean keyless = known.state().agentKeyOf(instance.id()).isEmpty();
        String token = "argosy token create --cluster " + known.scope().name();
        Diagnosis diagnosis = keyless
                ? new Diagnosis(
                        "KeyRevoked",
                        "its agent's access key was revoked, or it never had one of its own: the server refuses it",
                        "if the host may come back: on " + name + " remove credentials and config from the agent's data"
                                + " directory and start the agent with a new token (" + token
                                + "); if not, deregister the instance")
                : new Diagnosis(
                        "InstanceGone",
                        instance.disconnectedSince().isPresent()
                                ? "its agent is not connected: the host is down, the agent ended, or the network is cut"
                                : "its agent has registered and never connected",
                        "look whether the host runs and reaches the server; then into its agent's log. If it is gone"
                                + " for good, deregister it: aws ecs deregister-container-instance --force");
        return finding(instance, tasks(instance) > 0 ? Severity.CRITICAL : Severity.WARNING, diagnosis)
                .symptom("the agent of " + name + " is not connected; " + tasks(instance) + " tasks are on it"
                        + givenUp(instance))
                .since(instance.disconnectedSince().orElse(instance.registeredAt()))
                .build();
    }

    /// When the tasks there are given up, or that they are.
    private String givenUp(ContainerInstance instance) {
        if (!instance.lost().isEmpty()) {
            return ", and " + instance.lost().size() + " were given up and are replaced";
        }
        boolean never = known.lostAfter().compareTo(java.time.Duration.ofDays(365)) > 0;
        return tasks(instance) == 0 || never ? "" : "; they are given up after " + Ages.of(known.lostAfter());
    }

    private Optional<Finding> impaired(ContainerInstance instance) {
        return instance.worst()
                .filter(worst -> worst.status() == InstanceHealth.Status.IMPAIRED)
                .map(worst -> {
                    boolean disk = worst.reason().contains("disk");
                    Diagnosis diagnosis = new Diagnosis(
                            disk ? "DiskFull" : "EngineImpaired",
                            worst.reason(),
                            disk
                                    ? "free space on that host's disk (docker system df shows what takes it), or set"
                                            + " --disk-reserve of its agent lower"
                                    : "look at the Docker engine of that host: its log, and whether docker ps answers");
                    return finding(instance, Severity.CRITICAL, diagnosis)
                            .symptom(InstanceNames.of(instance) + " is impaired (" + worst.type()
                                    + ") and takes no tasks; " + tasks(instance) + " run on")
                            .since(worst.changedAt())
                            .build();
                });
    }

    private Optional<Finding> recovering(ContainerInstance instance) {
        if (!instance.recovers()) {
            return Optional.empty();
        }
        return Optional.of(finding(
                        instance,
                        Severity.WARNING,
                        new Diagnosis(
                                "InstanceRecovering",
                                instance.lost().size() + " tasks were given up while its agent was away, and it has not"
                                        + " said yet that they have ended",
                                "wait: it takes tasks again as soon as they have"))
                .symptom(InstanceNames.of(instance) + " is back and takes no tasks yet")
                .since(known.now())
                .build());
    }

    private Finding standing(ContainerInstance instance) {
        String name = InstanceNames.of(instance);
        Diagnosis diagnosis = switch (instance.status()) {
            case ACTIVE -> Findings.well("its agent is connected and it takes tasks");
            case DRAINING ->
                new Diagnosis(
                        "InstanceDraining",
                        "somebody set it DRAINING: it takes no new tasks, and those of services move away",
                        "aws ecs update-container-instances-state --status ACTIVE, when it is to take tasks again");
            case INACTIVE -> new Diagnosis("InstanceInactive", "it was deregistered", "join the host again");
        };
        return finding(instance, Severity.NOTE, diagnosis)
                .symptom(name + " is " + instance.status() + " with " + tasks(instance) + " tasks")
                .since(instance.registeredAt())
                .build();
    }

    private List<Evidence> evidence(ContainerInstance instance) {
        List<Evidence> all = new ArrayList<>();
        all.add(Findings.evidence(
                instance.registeredAt(),
                "instance",
                "registered as " + instance.id() + ", agent "
                        + instance.agentVersion().agentVersion().orElse("unknown")));
        instance.disconnectedSince()
                .ifPresent(since -> all.add(Findings.evidence(since, "instance", "agent disconnected")));
        for (InstanceHealth part : instance.health()) {
            all.add(Findings.evidence(
                    part.changedAt(), "instance", part.type() + " " + part.status() + " " + part.reason()));
        }
        known.state()
                .agentKeyOf(instance.id())
                .ifPresent(
                        key -> all.add(Findings.evidence(key.createdAt(), "key", key.id() + " is the key it holds")));
        load(instance)
                .ifPresent(load -> all.add(Findings.evidence(
                        known.now(),
                        "load",
                        "%d of %d CPU units and %d of %d MiB are taken by %d tasks"
                                .formatted(
                                        load.used().cpu(),
                                        instance.total().cpu(),
                                        load.used().memoryMib(),
                                        instance.total().memoryMib(),
                                        tasks(instance)))));
        for (LostTask lost : instance.lost()) {
            all.add(Findings.evidence(known.now(), "lost", "task " + lost.id() + " was given up"));
        }
        return all;
    }
}
