package io.argosy.events.delivery;

import io.argosy.eventpatterns.RuleFacts;
import io.argosy.events.log.Event;
import io.argosy.events.log.EventLogs;
import io.argosy.model.AccountRegion;
import io.argosy.schedules.firing.TargetCaller;
import io.argosy.schedules.rules.Rule;
import io.argosy.schedules.runs.Attempt;
import io.argosy.schedules.runs.RunState;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.schedules.targets.RefusedTarget;
import io.argosy.schedules.targets.RuleEvent;
import io.argosy.schedules.targets.RuleTarget;
import io.argosy.shapes.events.Target;
import io.argosy.state.AccountStore;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import io.argosy.state.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings events to targets, a few at a time. Of those about one thing the next one waits until the one before it has
/// arrived or was given up. One that was under way when a server was lost is brought once more.
final class DeliverPass {
    private static final Logger log = LoggerFactory.getLogger(DeliverPass.class);
    private static final int AT_ONCE = 64;
    private static final int A_TARGET = 16;
    private static final int LOOKED_AT = 1_000;
    private static final String BEHIND_ALL = "\uffff";
    private static final RunState.Problem FORGOTTEN =
            new RunState.Problem("EVENT_FORGOTTEN", "The event is not remembered any more.");

    private final Stores stores;
    private final EventLogs logs;
    private final TargetCaller caller;
    private final InstantSource clock;
    private final Runnable done;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Phaser threads = new Phaser(1);

    /// `done` is called when there may be room for another.
    DeliverPass(Stores stores, EventLogs logs, TargetCaller caller, InstantSource clock, Runnable done) {
        this.stores = stores;
        this.logs = logs;
        this.caller = caller;
        this.clock = clock;
        this.done = done;
    }

    void pass() {
        for (AccountStore account : stores.accounts()) {
            for (Delivery delivery : heads(account)) {
                if (!delivery.next().isAfter(clock.instant()) && room.tryAcquire() && !begun(account, delivery)) {
                    room.release();
                }
            }
        }
    }

    /// When the first is tried that is not under way.
    Optional<Instant> next() {
        return stores.accounts().stream()
                .flatMap(account ->
                        heads(account).stream().filter(delivery -> !underWay.contains(mark(account.realm(), delivery))))
                .map(Delivery::next)
                .min(Instant::compareTo)
                .filter(_ -> room.availablePermits() > 0);
    }

    private static String mark(AccountRegion realm, Delivery delivery) {
        return realm + " " + delivery.key();
    }

    /// Of each target the first ones of some lanes, as many as may be brought to it at once.
    private static List<Delivery> heads(AccountStore account) {
        Table<Delivery> table = account.read().table(Delivery.KIND);
        List<Delivery> heads = new ArrayList<>();
        Optional<Delivery> first = table.after("").findFirst();
        while (first.isPresent()) {
            String line = first.get().line();
            Set<String> lanes = new HashSet<>();
            table.after(line)
                    .takeWhile(delivery -> delivery.line().equals(line))
                    .limit(LOOKED_AT)
                    .filter(delivery -> lanes.size() < A_TARGET && lanes.add(delivery.about()))
                    .forEach(heads::add);
            first = table.after(line + BEHIND_ALL).findFirst();
        }
        return heads;
    }

    /// It may have arrived since it was looked up: what is durable by now says so.
    private boolean begun(AccountStore account, Delivery delivery) {
        String mark = mark(account.realm(), delivery);
        if (!underWay.add(mark)) {
            return false;
        }
        boolean there = account.read().table(Delivery.KIND).get(delivery.key()).equals(Optional.of(delivery));
        if (there) {
            begin(account, delivery, mark);
        } else {
            underWay.remove(mark);
        }
        return there;
    }

    private void begin(AccountStore account, Delivery delivery, String mark) {
        threads.register();
        Thread.ofVirtual().name("event " + delivery.sequence()).start(() -> {
            try {
                bring(account, delivery);
            } catch (RuntimeException bug) {
                log.error("delivery={} failed; it is tried again", delivery, bug);
                account.write(tx -> {
                    known(tx, delivery).ifPresent(same -> tx.update(same.again(tx.now())));
                    return delivery;
                });
            } finally {
                underWay.remove(mark);
                room.release();
                threads.arriveAndDeregister();
                done.run();
            }
        });
    }

    /// Waits for those that are under way.
    void settle() {
        threads.arriveAndAwaitAdvance();
    }

    private void bring(AccountStore account, Delivery delivery) {
        Optional<Target> target =
                account.read().table(Rule.KIND).get(delivery.rule()).flatMap(rule -> rule.target(delivery.target()));
        Optional<Event> event = logs.of(account.realm()).find(delivery.sequence());
        if (target.isEmpty()) {
            over(account, delivery, Optional.empty());
        } else if (event.isEmpty()) {
            over(account, delivery, Optional.of(new Letter(delivery, target.get(), "", FORGOTTEN, Optional.empty())));
        } else {
            tried(account, delivery, target.get(), event.get());
        }
    }

    private void tried(AccountStore account, Delivery delivery, Target target, Event event) {
        switch (attempt(account.realm(), delivery, target, event)) {
            case Attempt.Done _, Attempt.Started _ -> over(account, delivery, Optional.empty());
            case Attempt.Refused(RunState.Problem problem) ->
                over(
                        account,
                        delivery,
                        Optional.of(new Letter(delivery, target, event.text(), problem, Optional.empty())));
            case Attempt.Trouble(RunState.Problem problem) -> again(account, delivery, target, event, problem);
            case Attempt.NoRoom(String message) ->
                again(account, delivery, target, event, new RunState.Problem("RESOURCE", message));
        }
    }

    private Attempt attempt(AccountRegion realm, Delivery delivery, Target target, Event event) {
        var of = ScheduleId.rule(delivery.rule());
        var facts = new RuleFacts(of.arn(realm), delivery.rule(), event.at());
        try {
            return caller.call(
                    RuleTarget.aim(target, realm, new RuleEvent(event.text(), facts, token(delivery))), of, realm);
        } catch (RefusedTarget refused) {
            return new Attempt.Refused(new RunState.Problem("ValidationException", refused.text()));
        }
    }

    /// By which a task that was started for it is found again.
    private static String token(Delivery delivery) {
        return UUID.nameUUIDFromBytes((delivery.key() + delivery.since()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private void again(AccountStore account, Delivery delivery, Target target, Event event, RunState.Problem problem) {
        Attempt.Retries retries = RuleTarget.retries(target);
        Delivery later = delivery.again(clock.instant());
        boolean many = later.attempts() > retries.most();
        if (many || later.next().isAfter(delivery.since().plus(retries.oldest()))) {
            String limit = many ? "MaximumRetryAttempts" : "MaximumEventAgeInSeconds";
            over(
                    account,
                    delivery,
                    Optional.of(new Letter(delivery, target, event.text(), problem, Optional.of(limit))));
            return;
        }
        log.info("delivery={} attempt={} problem={} next={}", delivery.key(), later.attempts(), problem, later.next());
        account.write(tx -> {
            known(tx, delivery).ifPresent(_ -> tx.update(later));
            return later;
        });
    }

    private static void over(AccountStore account, Delivery delivery, Optional<Letter> letter) {
        letter.ifPresent(dead -> log.warn("delivery={} given up: {}", delivery.key(), dead.problem()));
        account.write(tx -> {
            known(tx, delivery).ifPresent(tx::remove);
            letter.flatMap(dead -> dead.notice(account.realm(), tx.now())).ifPresent(tx::addOrUpdate);
            return delivery;
        });
    }

    private static Optional<Delivery> known(AccountTransaction tx, Delivery delivery) {
        return tx.state().table(Delivery.KIND).get(delivery.key());
    }
}
