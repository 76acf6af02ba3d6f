package io.argosy.schedules.rules;

import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.schedules.lists.NamedPage;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.ListRulesRequest;
import io.argosy.shapes.events.ListRulesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListRules`: by name.
final class ListRules implements Operation<ListRulesRequest, ListRulesResponse> {
    private final RuleStore rules;

    ListRules(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public OperationModel<ListRulesRequest, ListRulesResponse> model() {
        return Events.LIST_RULES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListRulesRequest request) {
        return List.of(Permission.on("events:ListRules"));
    }

    @Override
    public ListRulesResponse handle(Caller caller, ListRulesRequest request) {
        RuleStore.requireBus(caller.realm(), request.eventBusName());
        String prefix = request.namePrefix().orElse("");
        NamedPage<Rule> page = NamedPage.of(
                rules.read(caller).values().stream().filter(rule -> rule.name().startsWith(prefix)),
                Rule::name,
                PageTokens.of(caller.realm(), request),
                request.limit(),
                request.nextToken());
        return ListRulesResponse.builder()
                .rules(page.items().stream()
                        .map(rule -> shape(rule, caller.realm()))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static io.argosy.shapes.events.Rule shape(Rule rule, AccountRegion realm) {
        return io.argosy.shapes.events.Rule.builder()
                .name(rule.name())
                .arn(rule.id().arn(realm))
                .eventPattern(rule.content().eventPattern())
                .scheduleExpression(rule.content().scheduleExpression())
                .state(rule.content().state())
                .description(rule.content().description())
                .roleArn(rule.content().roleArn())
                .eventBusName("default")
                .build();
    }
}
