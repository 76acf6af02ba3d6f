package io.argosy.schedules.firing;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.schedules.runs.Attempt;
import io.argosy.schedules.runs.Notice;
import io.argosy.schedules.webhooks.Webhooks;
import io.argosy.wire.LocalCalls;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes notices into log groups, or sends them to API destinations.
final class Teller {
    private static final Pattern GROUP = Pattern.compile("arn:aws:logs:[^:]+:[^:]+:log-group:([^:]+)(:\\*)?");

    private final LogWriter logs;
    private final Webhooks webhooks;

    Teller(Firing.Reach reach) {
        this.logs = new LogWriter(reach.calls());
        this.webhooks = reach.webhooks();
    }

    /// What went wrong; nothing if it was told.
    Optional<String> tell(Notice notice, AccountRegion realm) {
        Matcher group = GROUP.matcher(notice.destination());
        return group.matches()
                ? write(group.group(1), notice, LocalCalls.As.account(realm, TargetCaller.PROGRAM))
                : send(notice, realm);
    }

    private Optional<String> send(Notice notice, AccountRegion realm) {
        return switch (webhooks.send(notice.destination(), notice.body(), realm)) {
            case Attempt.Done() -> Optional.empty();
            case Attempt.Trouble(var problem) -> Optional.of(problem.message());
            case Attempt.Refused(var problem) -> Optional.of(problem.message());
            case Attempt.Started _, Attempt.NoRoom _ -> throw new IllegalStateException("a webhook starts nothing");
        };
    }

    private Optional<String> write(String group, Notice notice, LocalCalls.As as) {
        try {
            logs.write(group, notice.stream(), notice.since(), notice.body(), as);
            return Optional.empty();
        } catch (ApiException refused) {
            return Optional.of(refused.error().message());
        }
    }
}
