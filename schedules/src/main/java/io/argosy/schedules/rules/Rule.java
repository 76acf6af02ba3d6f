package io.argosy.schedules.rules;

import io.argosy.model.AccountRegion;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import io.argosy.schedules.expressions.Dialect;
import io.argosy.schedules.expressions.ExpressionReader;
import io.argosy.schedules.expressions.MalformedExpression;
import io.argosy.schedules.expressions.Timetable;
import io.argosy.schedules.runs.Next;
import io.argosy.schedules.runs.Options;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.schedules.runs.Timed;
import io.argosy.shapes.events.PutRuleRequest;
import io.argosy.shapes.events.Tag;
import io.argosy.shapes.events.Target;
import io.argosy.state.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A rule of the default bus, with a pattern of events, a schedule or both, and its targets as they were sent.
public record Rule(
        String name, PutRuleRequest content, List<Target> ruleTargets, List<Tag> tags, Next next, Instant anchor)
        implements Timed {
    static final String ENABLED = "ENABLED";
    static final String DISABLED = "DISABLED";
    public static final Index<Rule> BY_MOMENT =
            new Index<>("moment", rule -> rule.next().words());

    /// Those that look out for events.
    public static final Index<Rule> LOOKING =
            new Index<>("looking", rule -> rule.looksOut() ? List.of(Rule.WORD) : List.of());

    public static final Kind<Rule> KIND =
            Kind.of("EventRule", Rule.class).indexed(BY_MOMENT).indexed(LOOKING);
    private static final String WORD = "looking";

    public Rule {
        ruleTargets = List.copyOf(ruleTargets);
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return name;
    }

    @Override
    public ScheduleId id() {
        return ScheduleId.rule(name);
    }

    @Override
    public Timetable timetable() {
        try {
            return new Timetable(
                    ExpressionReader.read(content.scheduleExpression().orElseThrow(), Dialect.RULES),
                    ZoneOffset.UTC,
                    anchor,
                    Instant.EPOCH,
                    Instant.MAX);
        } catch (MalformedExpression impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Duration window() {
        return Duration.ZERO;
    }

    @Override
    public Rule due(Next other) {
        return new Rule(name, content, ruleTargets, tags, other, anchor);
    }

    @Override
    public List<String> targets() {
        return ruleTargets.stream().map(Target::id).toList();
    }

    @Override
    public String description() {
        return content.description().orElse("");
    }

    public Optional<Target> target(String id) {
        return ruleTargets.stream().filter(target -> target.id().equals(id)).findFirst();
    }

    private boolean looksOut() {
        return enabled() && content.eventPattern().isPresent() && !ruleTargets.isEmpty();
    }

    /// The same; where it begins to look out, for what happens from now on.
    Rule after(Optional<Rule> before, Instant now) {
        boolean begins = looksOut()
                && content.scheduleExpression().isEmpty()
                && before.filter(Rule::looksOut).isEmpty();
        return begins ? with(content, now) : this;
    }

    /// The enabled rules with a pattern and somebody to tell.
    public static List<Rule> looking(Table<Rule> rules) {
        return rules.under(LOOKING, WORD);
    }

    boolean enabled() {
        return !content.state().equals(Optional.of(DISABLED));
    }

    /// What is said by its tags and its description.
    public Options options() {
        return Options.stored(values(tags), description());
    }

    static Map<String, String> values(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (_, last) -> last));
    }

    /// The same, due from now on as its state says.
    Rule scheduled(AccountRegion realm, Instant now) {
        boolean timed = enabled() && content.scheduleExpression().isPresent();
        return due(timed ? after(now, realm) : new Next.Never());
    }

    Rule with(PutRuleRequest other, Instant from) {
        return new Rule(name, other, ruleTargets, tags, next, from);
    }

    Rule targeted(List<Target> other) {
        return new Rule(name, content, other, tags, next, anchor);
    }

    Rule tagged(List<Tag> other) {
        return new Rule(name, content, ruleTargets, other, next, anchor);
    }
}
