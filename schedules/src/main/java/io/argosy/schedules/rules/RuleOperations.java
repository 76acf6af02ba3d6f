package io.argosy.schedules.rules;

import io.argosy.model.Kind;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.time.InstantSource;
import java.util.List;

/// What Events can be asked about rules.
public final class RuleOperations {
    /// The kinds of entities that it keeps in the account's store.
    public static final List<Kind<?>> KINDS = List.of(Rule.KIND);

    private RuleOperations() {}

    public static List<Operation<?, ?>> all(Stores stores, InstantSource clock) {
        var rules = new RuleStore(stores);
        return List.of(
                new PutRule(rules),
                new DescribeRule(rules),
                new ListRules(rules),
                new EnableRule(rules, clock),
                new DisableRule(rules, clock),
                new DeleteRule(rules),
                new PutTargets(rules),
                new RemoveTargets(rules),
                new ListTargetsByRule(rules),
                new ListRuleNamesByTarget(rules),
                new TagResource(rules),
                new UntagResource(rules),
                new ListTagsForResource(rules));
    }
}
