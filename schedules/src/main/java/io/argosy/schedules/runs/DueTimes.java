package io.argosy.schedules.runs;

import io.argosy.schedules.expressions.FlexibleWindow;
import io.argosy.schedules.expressions.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Which due times have come: those to be run and those that were missed, and when the next one is.
///
/// What is less than a minute late counts as on time: more precise no schedule is. Of all that are later, the newest
/// are made up for as far as the catch-up policy goes, and no older than an event may be.
public record DueTimes(List<Instant> toRun, List<Instant> missed, int forgotten, Optional<Instant> next) {
    static final Duration ON_TIME = Duration.ofMinutes(1);
    /// How many missed times are remembered one by one.
    static final int MOST_MISSED = 100;

    /// `arn` and `window` say when in its flexible window each is fired.
    public record Asked(String arn, Timetable timetable, Duration window, int catchUp, Duration oldest) {}

    /// From `first` on, which has come.
    public static DueTimes come(Asked asked, Instant first, Instant now) {
        List<Instant> punctual = new ArrayList<>();
        Deque<Instant> late = new ArrayDeque<>();
        int forgotten = 0;
        Optional<Instant> due = Optional.of(first);
        while (due.isPresent() && !fired(asked, due.get()).isAfter(now)) {
            Instant at = due.get();
            if (!fired(asked, at).isAfter(now.minus(ON_TIME))) {
                late.addLast(at);
                if (late.size() > MOST_MISSED) {
                    late.removeFirst();
                    forgotten++;
                }
            } else {
                punctual.add(at);
            }
            due = asked.timetable().after(at);
        }
        List<Instant> lateOnes = List.copyOf(late);
        int madeUpFor = madeUpFor(lateOnes, punctual, asked, now);
        int split = lateOnes.size() - madeUpFor;
        List<Instant> toRun = new ArrayList<>(lateOnes.subList(split, lateOnes.size()));
        toRun.addAll(punctual);
        return new DueTimes(toRun, lateOnes.subList(0, split), forgotten, due);
    }

    private static Instant fired(Asked asked, Instant due) {
        return FlexibleWindow.moment(asked.arn(), due, asked.window());
    }

    /// One that is on time is the newest.
    private static int madeUpFor(List<Instant> late, List<Instant> punctual, Asked asked, Instant now) {
        int most = asked.catchUp() == 1 && !punctual.isEmpty() ? 0 : asked.catchUp();
        long young = late.stream()
                .filter(at -> !at.isBefore(now.minus(asked.oldest())))
                .count();
        return (int) Math.min(most, young);
    }
}
