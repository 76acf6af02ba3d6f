package io.argosy.schedules.rules;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.schedules.runs.Expectation;
import io.argosy.schedules.runs.Options;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.shapes.events.Tag;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import io.argosy.state.Table;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The rules of the caller's account and region, and what the operations on them share.
final class RuleStore {
    private static final String BUS = "default";

    private final Stores stores;

    RuleStore(Stores stores) {
        this.stores = stores;
    }

    Table<Rule> read(Caller caller) {
        return stores.account(caller.realm()).read().table(Rule.KIND);
    }

    <R> R write(Caller caller, Function<AccountTransaction, R> command) {
        return stores.account(caller.realm()).write(command);
    }

    /// Changes a rule that is there.
    Rule change(Caller caller, Optional<String> bus, String name, UnaryOperator<Rule> change) {
        requireBus(caller.realm(), bus);
        return write(caller, tx -> {
            Rule before = existing(tx.state().table(Rule.KIND), name);
            Rule changed = change.apply(before).after(Optional.of(before), tx.now());
            tx.update(changed);
            expect(tx, changed);
            return changed;
        });
    }

    static Rule existing(Table<Rule> rules, String name) {
        return rules.get(name).orElseThrow(() -> noRule(name));
    }

    static ApiException noRule(String name) {
        return new ApiError("ResourceNotFoundException", "Rule " + name + " does not exist on EventBus default.")
                .thrown();
    }

    static ApiException invalid(String message) {
        return new ApiError("ValidationException", message).thrown();
    }

    static ApiException notAvailable(String what) {
        return invalid(what + " is not available in this version of Argosy.");
    }

    /// There is one bus only.
    static void requireBus(AccountRegion realm, Optional<String> bus) {
        String arn = "arn:aws:events:" + realm.region() + ":" + realm.account() + ":event-bus/" + BUS;
        if (bus.filter(name -> !name.equals(BUS) && !name.equals(arn)).isPresent()) {
            throw new ApiError("ResourceNotFoundException", "Event bus " + bus.get() + " does not exist.").thrown();
        }
    }

    static List<Permission> on(String action, Caller caller, String rule) {
        return List.of(Permission.on("events:" + action, ScheduleId.rule(rule).arn(caller.realm())));
    }

    static Options options(List<Tag> tags, String description) {
        try {
            return Options.of(Rule.values(tags), description);
        } catch (Options.Malformed malformed) {
            throw invalid(malformed.text());
        }
    }

    /// Where a rule writes to, its caller must be let to.
    static List<Permission> toAlert(Options options) {
        return options.alerted().filter(arn -> arn.startsWith("arn:aws:logs:")).stream()
                .map(arn -> Permission.on("logs:PutLogEvents", arn))
                .toList();
    }

    /// When it is to have succeeded for the first time, where anybody said so.
    static void expect(AccountTransaction tx, Rule rule) {
        Options options = rule.options();
        Optional<Expectation> known =
                tx.state().table(Expectation.KIND).get(rule.id().value());
        if (options.successWithin().isZero()
                || !rule.enabled()
                || rule.content().scheduleExpression().isEmpty()) {
            known.ifPresent(tx::remove);
        } else if (known.isEmpty()) {
            tx.add(new Expectation(rule.id(), tx.now().plus(options.successWithin())));
        }
    }
}
