package io.argosy.schedules.scheduler;

import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.schedules.expressions.Timetable;
import io.argosy.schedules.runs.Expectation;
import io.argosy.schedules.runs.Next;
import io.argosy.schedules.runs.Options;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.schedules.targets.RefusedTarget;
import io.argosy.schedules.targets.ScheduleTarget;
import io.argosy.shapes.scheduler.DeadLetterConfig;
import io.argosy.shapes.scheduler.Tag;
import io.argosy.shapes.scheduler.UpdateScheduleInput;
import io.argosy.state.AccountState;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The schedules and groups of the caller's account and region, and what the operations on them share.
public final class ScheduleStore {
    private final Stores stores;

    ScheduleStore(Stores stores) {
        this.stores = stores;
    }

    SchedulerState read(Caller caller) {
        return SchedulerState.of(stores.account(caller.realm()).read());
    }

    <R> R write(Caller caller, Function<AccountTransaction, R> command) {
        return stores.account(caller.realm()).write(command);
    }

    static Schedule existing(SchedulerState state, Optional<String> group, String name) {
        return state.schedule(group.orElse(ScheduleGroup.DEFAULT), name)
                .orElseThrow(() -> SchedulerErrors.noSchedule(name));
    }

    static List<Permission> on(String action, Caller caller, Optional<String> group, String name) {
        String arn =
                ScheduleId.schedule(group.orElse(ScheduleGroup.DEFAULT), name).arn(caller.realm());
        return List.of(Permission.on("scheduler:" + action, arn));
    }

    static List<Permission> onGroup(String action, Caller caller, String group) {
        return List.of(Permission.on("scheduler:" + action, ScheduleGroup.arn(caller.realm(), group)));
    }

    /// To write a schedule is to lend it a role, and to have it write into the log groups that it names.
    static List<Permission> toWrite(String action, Caller caller, UpdateScheduleInput given) {
        Stream<String> told = Stream.of(
                        given.target().deadLetterConfig().flatMap(DeadLetterConfig::arn),
                        Optional.of(options(Map.of(), given.description().orElse(""))
                                .alert()))
                .flatMap(Optional::stream)
                .filter(arn -> arn.startsWith("arn:aws:logs:"));
        return Stream.concat(
                        Stream.concat(
                                on(action, caller, given.groupName(), given.name()).stream(),
                                Stream.of(Permission.on(
                                                "iam:PassRole", given.target().roleArn())
                                        .with("iam:PassedToService", "scheduler.amazonaws.com"))),
                        told.map(arn -> Permission.on("logs:PutLogEvents", arn)))
                .toList();
    }

    /// Who has alerts written into a log group must be let to write there.
    static List<Permission> toAlert(List<Tag> tags) {
        return options(values(tags), "").alerted().filter(arn -> arn.startsWith("arn:aws:logs:")).stream()
                .map(arn -> Permission.on("logs:PutLogEvents", arn))
                .toList();
    }

    static Options options(Map<String, String> tags, String description) {
        try {
            return Options.of(tags, description);
        } catch (Options.Malformed malformed) {
            throw SchedulerErrors.invalid(malformed.text());
        }
    }

    static Map<String, String> values(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (_, last) -> last));
    }

    /// What is said of a schedule by its group's tags and its description.
    public static Options options(AccountState account, Schedule schedule) {
        List<Tag> tags = account.table(ScheduleGroup.KIND)
                .get(schedule.group())
                .map(ScheduleGroup::tags)
                .orElse(List.of());
        return Options.stored(values(tags), schedule.description());
    }

    /// The schedule that a request describes, checked; `before` is what it replaces.
    static Schedule described(
            UpdateScheduleInput given, Optional<Schedule> before, AccountRegion realm, AccountTransaction tx) {
        UpdateScheduleInput content = ScheduleRules.complete(given);
        try {
            ScheduleTarget.check(content.target(), realm);
        } catch (RefusedTarget refused) {
            throw SchedulerErrors.invalid(refused.text());
        }
        Instant now = tx.now();
        Instant anchor = anchor(content, before, now);
        Timetable times = ScheduleRules.timetable(content, anchor, now);
        options(Map.of(), content.description().orElse(""));
        var schedule = new Schedule(
                content.groupName().orElse(ScheduleGroup.DEFAULT),
                content.name(),
                content,
                anchor,
                new Next.Never(),
                before.map(Schedule::createdAt).orElse(now),
                now);
        return schedule.enabled()
                ? schedule.due(times.first(now, ScheduleRules.oldest(content))
                        .<Next>map(due -> schedule.at(due, realm))
                        .orElseGet(Next.Never::new))
                : schedule;
    }

    /// An interval goes on as it was unless it is another one, or starts at another time.
    private static Instant anchor(UpdateScheduleInput content, Optional<Schedule> before, Instant now) {
        return before.filter(old -> old.content().scheduleExpression().equals(content.scheduleExpression())
                        && old.content().startDate().equals(content.startDate()))
                .map(Schedule::anchor)
                .orElseGet(() -> content.startDate().orElse(now.truncatedTo(ChronoUnit.SECONDS)));
    }

    /// When it is to have succeeded for the first time, where anybody said so.
    static void expect(AccountTransaction tx, Schedule schedule) {
        Options options = options(tx.state(), schedule);
        Optional<Expectation> known =
                tx.state().table(Expectation.KIND).get(schedule.id().value());
        if (options.successWithin().isZero() || !schedule.enabled()) {
            known.ifPresent(tx::remove);
        } else {
            tx.addOrUpdate(new Expectation(schedule.id(), tx.now().plus(options.successWithin())));
        }
    }

    /// How old one of its due times may be and still be made up for.
    public static Duration oldest(Schedule schedule) {
        return ScheduleRules.oldest(schedule.content());
    }

    /// The schedule is gone; what is remembered of its runs stays.
    public static void remove(AccountTransaction tx, Schedule schedule) {
        tx.remove(schedule);
        tx.state().table(Expectation.KIND).get(schedule.id().value()).ifPresent(tx::remove);
    }
}
