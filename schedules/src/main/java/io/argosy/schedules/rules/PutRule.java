package io.argosy.schedules.rules;

import io.argosy.eventpatterns.EventPattern;
import io.argosy.eventpatterns.MalformedPattern;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.schedules.expressions.Dialect;
import io.argosy.schedules.expressions.ExpressionReader;
import io.argosy.schedules.expressions.MalformedExpression;
import io.argosy.schedules.runs.Next;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.PutRuleRequest;
import io.argosy.shapes.events.PutRuleResponse;
import io.argosy.shapes.events.Tag;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `PutRule`: a rule with a pattern of events, a schedule or both, made or replaced; its targets and tags stay.
final class PutRule implements Operation<PutRuleRequest, PutRuleResponse> {
    private static final int MOST = 2_000;
    private static final int LONGEST_PATTERN = 2_048;

    private final RuleStore rules;

    PutRule(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public OperationModel<PutRuleRequest, PutRuleResponse> model() {
        return Events.PUT_RULE;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutRuleRequest request) {
        List<Tag> tags = request.tags().orElse(List.of());
        Stream<Permission> role = request.roleArn().stream()
                .map(arn -> Permission.on("iam:PassRole", arn).with("iam:PassedToService", "events.amazonaws.com"));
        Stream<Permission> told =
                RuleStore.toAlert(RuleStore.options(tags, request.description().orElse(""))).stream();
        return Stream.of(
                        RuleStore.on("PutRule", caller, request.name()).stream()
                                .map(wanted -> wanted.withTags(Rule.values(tags))),
                        role,
                        told)
                .flatMap(permissions -> permissions)
                .toList();
    }

    @Override
    public PutRuleResponse handle(Caller caller, PutRuleRequest request) {
        check(caller, request);
        rules.write(caller, tx -> put(tx, caller, request));
        return PutRuleResponse.builder()
                .ruleArn(ScheduleId.rule(request.name()).arn(caller.realm()))
                .build();
    }

    private static void check(Caller caller, PutRuleRequest request) {
        RuleStore.requireBus(caller.realm(), request.eventBusName());
        Optional<String> pattern = pattern(request);
        Optional<String> expression = expression(request);
        if (pattern.isEmpty() && expression.isEmpty()) {
            throw RuleStore.invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        pattern.ifPresent(text -> requirePattern(request.name(), text));
        expression.ifPresent(PutRule::requireExpression);
    }

    private static Optional<String> pattern(PutRuleRequest request) {
        return request.eventPattern()
                .filter(text -> !text.isBlank() && !text.strip().equals("{}"));
    }

    private static Optional<String> expression(PutRuleRequest request) {
        return request.scheduleExpression().filter(text -> !text.isEmpty());
    }

    private static void requirePattern(String rule, String text) {
        if (text.length() > LONGEST_PATTERN) {
            throw RuleStore.invalid(
                    "Parameter EventPattern for rule " + rule + " exceeds limit of " + LONGEST_PATTERN + ".");
        }
        try {
            EventPattern.of(text);
        } catch (MalformedPattern malformed) {
            throw new ApiError(
                            "InvalidEventPatternException", "Event pattern is not valid. Reason: " + malformed.reason())
                    .thrown();
        }
    }

    private static void requireExpression(String text) {
        try {
            ExpressionReader.read(text, Dialect.RULES);
        } catch (MalformedExpression malformed) {
            throw RuleStore.invalid("Parameter ScheduleExpression is not valid.");
        }
    }

    private static Rule put(AccountTransaction tx, Caller caller, PutRuleRequest request) {
        Optional<Rule> before = tx.state().table(Rule.KIND).get(request.name());
        if (before.isEmpty() && tx.state().table(Rule.KIND).size() >= MOST) {
            throw new ApiError("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
                    .thrown();
        }
        List<Tag> tags = before.map(Rule::tags).orElseGet(() -> request.tags().orElse(List.of()));
        RuleStore.options(tags, request.description().orElse(""));
        PutRuleRequest content = request.toBuilder()
                .state(request.state().orElse(Rule.ENABLED))
                .tags(Optional.empty())
                .eventBusName(Optional.empty())
                .eventPattern(pattern(request))
                .scheduleExpression(expression(request))
                .build();
        Instant now = tx.now().truncatedTo(ChronoUnit.SECONDS);
        Instant anchor = before.filter(old -> old.content().scheduleExpression().equals(content.scheduleExpression()))
                .map(Rule::anchor)
                .orElse(now);
        var rule = new Rule(
                        request.name(),
                        content,
                        before.map(Rule::ruleTargets).orElse(List.of()),
                        tags,
                        new Next.Never(),
                        anchor)
                .scheduled(caller.realm(), tx.now())
                .after(before, tx.now());
        tx.addOrUpdate(rule);
        RuleStore.expect(tx, rule);
        return rule;
    }
}
