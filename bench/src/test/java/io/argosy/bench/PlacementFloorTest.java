package io.argosy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlacementFloorTest {
    private static final int INSTANCES = 5_000;
    private static final int TASKS = 10_000;
    private static final int ROW_BYTES = 950;

    /// Asking every instance came to 0.03 of what the disk takes, the index to 0.3 and more, both measured in this
    /// run so that a slow machine slows both. Far below the one and above the other lies the floor.
    @Test
    void placementsOnFiveThousandInstancesKeepUpWithTheDisk(@TempDir Path folder) throws IOException, SQLException {
        new Placements(folder.resolve("warm.db"), INSTANCES / 10, TASKS).byRunTask(Placements.Rule.SPREAD);
        double alone = new RowsAlone(folder.resolve("alone.db"), ROW_BYTES)
                .perSecond(TASKS, Placements.WRITERS, Placements.AT_ONCE);

        double placed = new Placements(folder.resolve("argosy.db"), INSTANCES, TASKS)
                .byRunTask(Placements.Rule.SPREAD)
                .perSecond();

        assertThat(placed / alone)
                .as("%.0f placements/s, %.0f rows/s", placed, alone)
                .isGreaterThan(0.08);
    }
}
