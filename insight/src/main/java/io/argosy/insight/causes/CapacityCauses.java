package io.argosy.insight.causes;

import io.argosy.model.ScalingReport;
import io.argosy.model.ScalingReport.Trouble;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.shapes.argosy.Finding;
import java.util.Optional;

/// Why a task waits for its capacity provider: hosts are on their way, or fail, or may not be more, or would not do.
final class CapacityCauses {
    private final Known known;

    CapacityCauses(Known known) {
        this.known = known;
    }

    Finding.Builder of(Task task) {
        String provider = task.capacityProvider().orElse("");
        return report(provider)
                .map(report -> of(provider, report))
                .orElseGet(() -> Findings.of(
                        Severity.WARNING,
                        new Diagnosis(
                                "CapacityNotScaled",
                                "it waits for the capacity provider " + provider + ", which has no instances made",
                                "aws ecs update-capacity-provider with managedScaling status=ENABLED, or join a host"
                                        + " of it")));
    }

    /// Whether somebody should look.
    boolean wrong(Task task) {
        return task.state() instanceof TaskState.Provisioning
                && task.capacityProvider()
                        .flatMap(this::report)
                        .filter(report -> report.trouble().isEmpty() && !lacking(report) && report.starting() > 0)
                        .isEmpty();
    }

    private Optional<ScalingReport> report(String provider) {
        return known.state().table(ScalingReport.KIND).get(provider);
    }

    private Finding.Builder of(String provider, ScalingReport report) {
        String counts = "it waits for the capacity provider " + provider + ", for which " + report.needed()
                + " instances are needed, " + report.registered() + " are there and " + report.starting()
                + " are on their way";
        Optional<Trouble> trouble = report.trouble();
        if (trouble.isPresent()) {
            return Findings.of(
                    Severity.CRITICAL,
                    new Diagnosis(
                            "HostsFail",
                            counts + "; its hosts failed " + trouble.get().failures() + " times in a row: "
                                    + trouble.get().words(),
                            "do by hand what its group does: docs/how-to/capacity.md"));
        }
        if (lacking(report)) {
            return Findings.of(
                    Severity.WARNING,
                    new Diagnosis(
                            "GroupFull",
                            counts + "; its group has as many hosts as it may",
                            "wait for room, or set a larger max of the group in the server's settings"));
        }
        return report.starting() > 0
                ? Findings.of(Severity.NOTE, new Diagnosis("CapacityAwaited", counts, "wait"))
                : Findings.of(
                        Severity.WARNING,
                        new Diagnosis(
                                "CapacityUnfit",
                                counts + "; another host of its group would not take it either",
                                "ask for less, or set a larger cpu and memory of the group, or the attributes it"
                                        + " lacks, in the server's settings"));
    }

    /// Whether more are needed than there are going to be.
    private static boolean lacking(ScalingReport report) {
        return report.needed() > report.registered() + report.starting();
    }
}
