package io.argosy.planning;

import io.argosy.model.DeploymentId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One pass in the middle of a roll-out, over a grid of limits and counts. A row says: desired count, percents and
/// what they come to; old tasks (all good); new tasks pending, unproven, good; what the pass starts and stops.
final class ServicePlanGridTest {
    private static final List<int[]> PERCENTS = List.of(
            new int[] {100, 200},
            new int[] {50, 100},
            new int[] {0, 100},
            new int[] {50, 150},
            new int[] {75, 125},
            new int[] {100, 150},
            new int[] {0, 200});

    @Test
    void whatAPassStartsAndStops() throws IOException {
        var table = new StringBuilder();
        for (int desired : new int[] {1, 2, 4, 10}) {
            for (int[] percents : PERCENTS) {
                for (int old : new int[] {desired, (desired + 1) / 2, 0}) {
                    table.append(row(desired, percents, old, new int[] {0, 0, 0}));
                    table.append(row(desired, percents, old, new int[] {0, 0, desired / 2}));
                    table.append(row(desired, percents, old, new int[] {desired / 2, 0, 0}));
                    table.append(row(desired, percents, old, new int[] {0, desired, 0}));
                    table.append(row(desired, percents, old, new int[] {0, 0, desired}));
                }
            }
        }

        Golden.file("roll-outs.txt").holds(table.toString());
    }

    private static String row(int desired, int[] percents, int old, int[] fresh) {
        var stage = new Stage(desired, percents[0], percents[1]);
        stage.deploy();
        add(stage, 1, old);
        add(stage, 2, fresh[2]);
        stage.startAll();
        stage.pass(ServiceContext.HEALTHY_AFTER);
        add(stage, 2, fresh[1]);
        stage.startAll();
        add(stage, 2, fresh[0]);

        ServicePlan plan = stage.plan();
        long stopsOld = plan.tasksToStop().stream()
                .filter(stop -> Stage.number(stop.task()) <= old)
                .count();
        DeploymentLimits limits = DeploymentLimits.of(stage.service);
        return "desired %2d  %3d/%3d%% = %2d..%2d  old %2d  new %d+%d+%d  -> start %2d  stop old %d new %d%s%n"
                .formatted(
                        desired,
                        percents[0],
                        percents[1],
                        limits.minHealthy(),
                        limits.maxRunning(),
                        old,
                        fresh[0],
                        fresh[1],
                        fresh[2],
                        plan.tasksToStart(),
                        stopsOld,
                        plan.tasksToStop().size() - stopsOld,
                        said(plan));
    }

    private static String said(ServicePlan plan) {
        return plan.events().stream()
                .map(event -> switch (event.kind()) {
                    case DEPLOYMENT_BLOCKED -> "  blocked";
                    case DEPLOYMENT_COMPLETED -> "  completed";
                    case STEADY_STATE -> "  steady";
                    default -> "  " + event.kind();
                })
                .reduce("", String::concat);
    }

    private static void add(Stage stage, int deployment, int count) {
        for (int i = 0; i < count; i++) {
            stage.add(new DeploymentId(deployment), Loads.id(1 + i % 4));
        }
    }
}
