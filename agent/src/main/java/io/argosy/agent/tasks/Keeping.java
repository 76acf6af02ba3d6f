package io.argosy.agent.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of the past stays on this host: stopped tasks with their containers for a time, but only the newest of a family
/// and of all; fetched images for a time after their last use; and how much of the disk is kept in reserve.
public record Keeping(int tasksOfFamily, int tasksInAll, Duration images, long diskReserveMib) {
    public static final Keeping USUAL = new Keeping(5, 100, Duration.ofHours(1), 1024);

    /// Stopped tasks that are to go, oldest first. When the disk is short that is all of them.
    List<TaskRecord> surplus(List<TaskRecord> tasks, Duration time, boolean diskShort, Instant now) {
        List<TaskRecord> stopped = tasks.stream()
                .filter(task -> task.over() && task.times().stopped().isPresent())
                .sorted(Comparator.comparing(Keeping::stoppedAt).reversed())
                .toList();
        Map<Optional<String>, Integer> families = new HashMap<>();
        List<TaskRecord> surplus = new ArrayList<>();
        for (int i = 0; i < stopped.size(); i++) {
            TaskRecord task = stopped.get(i);
            int ofFamily = families.merge(task.task().family(), 1, Integer::sum);
            boolean old = !stoppedAt(task).isAfter(now.minus(time));
            if (diskShort || old || i >= tasksInAll || ofFamily > tasksOfFamily) {
                surplus.add(task);
            }
        }
        return surplus.reversed();
    }

    private static Instant stoppedAt(TaskRecord task) {
        return task.times().stopped().orElse(Instant.MIN);
    }
}
