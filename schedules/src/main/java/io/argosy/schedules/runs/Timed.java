package io.argosy.schedules.runs;

import io.argosy.model.AccountEntity;
import io.argosy.model.AccountRegion;
import io.argosy.schedules.expressions.FlexibleWindow;
import io.argosy.schedules.expressions.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is due at times: a schedule of the scheduler, or a rule of Events.
public interface Timed extends AccountEntity {
    ScheduleId id();

    Timetable timetable();

    /// How long after a due time it may be fired.
    Duration window();

    Next next();

    Timed due(Next next);

    /// The names of what is to be done at each due time; a schedule has one target, which has no name.
    List<String> targets();

    String description();

    /// The first due time after this moment.
    default Next after(Instant moment, AccountRegion realm) {
        return timetable().after(moment).<Next>map(due -> at(due, realm)).orElseGet(Next.Never::new);
    }

    default Next.At at(Instant due, AccountRegion realm) {
        return new Next.At(due, FlexibleWindow.moment(id().arn(realm), due, window()));
    }
}
