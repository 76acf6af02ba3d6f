package io.argosy.events.delivery;

import io.argosy.eventpatterns.EventPattern;
import io.argosy.eventpatterns.PatternSet;
import io.argosy.events.log.Event;
import io.argosy.events.log.EventLog;
import io.argosy.events.log.EventLogs;
import io.argosy.model.AccountRegion;
import io.argosy.schedules.rules.Rule;
import io.argosy.schedules.runs.RunState;
import io.argosy.shapes.events.Target;
import io.argosy.state.AccountState;
import io.argosy.state.AccountStore;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads events in their order, and makes a delivery of each for every target of every rule whose pattern means it.
/// Rules count as they are when the event is read; a rule sees none from before it was made.
final class MatchPass {
    private static final Logger log = LoggerFactory.getLogger(MatchPass.class);
    private static final int A_WRITE = 500;

    /// How much of the log may pass without a write: it would be read once more after a start.
    private static final long UNWRITTEN = 100_000;

    /// A target that has so many before it is waited for, or gets no more if it fails.
    private static final int MOST_WAITING = 10_000;

    private static final RunState.Problem FULL = new RunState.Problem(
            "TOO_MANY_WAITING", "The target fails, and " + MOST_WAITING + " events wait for it already.");

    private final Stores stores;
    private final EventLogs logs;
    private final Map<AccountRegion, Reader> readers = new HashMap<>();

    MatchPass(Stores stores, EventLogs logs) {
        this.stores = stores;
        this.logs = logs;
    }

    /// How far a realm's events were matched, and with which patterns: they are compiled once.
    private static final class Reader {
        private long place;
        private long written;
        private Map<String, String> texts = Map.of();
        private PatternSet patterns = new PatternSet(Map.of());
    }

    void pass() {
        for (AccountStore account : stores.accounts()) {
            boolean more = true;
            while (more && !Thread.currentThread().isInterrupted()) {
                more = matched(account);
            }
        }
    }

    /// Whether there may be more at once.
    private boolean matched(AccountStore account) {
        AccountState state = account.read();
        EventLog events = logs.of(account.realm());
        List<Rule> rules = Rule.looking(state.table(Rule.KIND));
        if (rules.isEmpty()) {
            // What nobody looks out for is passed over, and nothing is written of it.
            readers.remove(account.realm());
            return false;
        }
        Reader reader = readers.computeIfAbsent(account.realm(), _ -> begun(state, events, rules));
        if (rules.stream().anyMatch(rule -> waitedFor(state, rule))) {
            return false;
        }
        EventLog.Page page = events.after(reader.place, A_WRITE);
        if (page.forgotten()) {
            log.warn("realm={} events before {} were forgotten before rules saw them", account.realm(), page.place());
        }
        List<Delivery> deliveries = deliveries(page, rules, patterns(reader, rules));
        if (!deliveries.isEmpty() || page.place() - reader.written > UNWRITTEN) {
            account.write(tx -> written(tx, deliveries, page.place(), account.realm()));
            reader.written = page.place();
        }
        boolean more = page.place() > reader.place;
        reader.place = page.place();
        return more && !page.events().isEmpty();
    }

    /// From where it was written to last, or from when the first of the rules began to look out.
    private static Reader begun(AccountState state, EventLog events, List<Rule> rules) {
        var reader = new Reader();
        Instant first = rules.stream().map(Rule::anchor).min(Instant::compareTo).orElseThrow();
        long written = state.table(MatchedUpTo.KIND)
                .get(MatchedUpTo.KEY)
                .map(MatchedUpTo::place)
                .orElse(0L);
        reader.place = Math.max(written, events.before(first));
        reader.written = reader.place;
        return reader;
    }

    private static PatternSet patterns(Reader reader, List<Rule> rules) {
        Map<String, String> texts = rules.stream()
                .collect(Collectors.toMap(
                        Rule::name, rule -> rule.content().eventPattern().orElseThrow()));
        if (!texts.equals(reader.texts)) {
            reader.patterns = new PatternSet(texts.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, text -> new EventPattern(text.getValue()))));
            reader.texts = texts;
        }
        return reader.patterns;
    }

    private static List<Delivery> deliveries(EventLog.Page page, List<Rule> rules, PatternSet patterns) {
        Map<String, Rule> byName = rules.stream().collect(Collectors.toMap(Rule::name, rule -> rule));
        List<Delivery> deliveries = new ArrayList<>();
        for (Event event : page.events()) {
            for (String name : patterns.matching(event.text())) {
                Rule rule = byName.get(name);
                if (rule != null && !event.at().isBefore(rule.anchor())) {
                    rule.ruleTargets().forEach(target -> deliveries.add(delivery(rule, target, event)));
                }
            }
        }
        return deliveries;
    }

    private static Delivery delivery(Rule rule, Target target, Event event) {
        String about = event.resource().isEmpty() ? event.source() : event.resource();
        return new Delivery(rule.name(), target.id(), event.sequence(), about, event.at(), 0, event.at());
    }

    private static int written(AccountTransaction tx, List<Delivery> deliveries, long place, AccountRegion realm) {
        for (Delivery delivery : deliveries) {
            if (failing(tx.state(), delivery)) {
                tx.state()
                        .table(Rule.KIND)
                        .get(delivery.rule())
                        .flatMap(rule -> rule.target(delivery.target()))
                        .flatMap(target ->
                                new Letter(delivery, target, "", FULL, Optional.empty()).notice(realm, tx.now()))
                        .ifPresent(tx::addOrUpdate);
            } else {
                tx.add(delivery);
            }
        }
        tx.addOrUpdate(new MatchedUpTo(place));
        return deliveries.size();
    }

    /// One that works is waited for: what it does not get now stays in the log.
    private static boolean waitedFor(AccountState state, Rule rule) {
        return rule.ruleTargets().stream().anyMatch(target -> {
            String line = Delivery.line(rule.name(), target.id());
            return full(state, line) && !fails(state, line);
        });
    }

    private static boolean failing(AccountState state, Delivery delivery) {
        return full(state, delivery.line()) && fails(state, delivery.line());
    }

    private static boolean full(AccountState state, String line) {
        return state.table(Delivery.KIND).count(line) >= MOST_WAITING;
    }

    private static boolean fails(AccountState state, String line) {
        return state.table(Delivery.KIND)
                .after(line)
                .findFirst()
                .filter(first -> first.line().equals(line) && first.attempts() > 0)
                .isPresent();
    }
}
