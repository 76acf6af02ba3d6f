package io.argosy.schedules.memory;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.schedules.rules.Rule;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListRunsRequest;
import io.argosy.shapes.argosy.ListRunsResponse;
import io.argosy.state.AccountState;
import io.argosy.state.Stores;
import io.argosy.state.Table;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `ListRuns`: what came of the due times of a schedule, or of all, the newest first.
public final class ListRuns implements Operation<ListRunsRequest, ListRunsResponse> {
    private static final int USUAL = 100;
    /// Comes after every key.
    private static final String END = "\uffff";

    private final Stores stores;

    public ListRuns(Stores stores) {
        this.stores = stores;
    }

    @Override
    public OperationModel<ListRunsRequest, ListRunsResponse> model() {
        return Argosy.LIST_RUNS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListRunsRequest request) {
        String arn = request.schedule()
                .map(name -> id(account(caller), name).arn(caller.realm()))
                .orElse(Permission.ANY_RESOURCE);
        return List.of(Permission.on("argosy:ListRuns", arn));
    }

    @Override
    public ListRunsResponse handle(Caller caller, ListRunsRequest request) {
        AccountState account = account(caller);
        Table<Run> runs = account.table(Run.KIND);
        PageTokens tokens = PageTokens.of(caller.realm(), request);
        String before = request.nextToken()
                .map(token -> tokens.key(token).orElseThrow(() -> invalid("The nextToken is not valid.")))
                .orElse(END);
        int most = request.maxResults().orElse(USUAL);
        if (most < 1 || most > USUAL) {
            throw invalid("maxResults should be between 1 and " + USUAL);
        }
        List<Run> page = request.schedule()
                .map(name -> Run.before(id(account, name)))
                .map(prefix -> runs.before(Run.BY_SCHEDULE, prefix, prefix + before))
                .orElseGet(() -> runs.before(Run.BY_TIME, "", before))
                .filter(run ->
                        request.state().isEmpty() || request.state().get().equals(RunShape.state(run)))
                .limit(most + 1L)
                .toList();
        List<Run> shown = page.subList(0, Math.min(most, page.size()));
        return ListRunsResponse.builder()
                .runs(shown.stream()
                        .map(run -> RunShape.of(run, caller.realm()))
                        .toList())
                .nextToken(
                        page.size() > most
                                ? Optional.of(tokens.behind(shown.getLast().key()))
                                : Optional.empty())
                .build();
    }

    private AccountState account(Caller caller) {
        return stores.account(caller.realm()).read();
    }

    /// By ARN, as `GROUP/NAME` or `rule/NAME`, or by the name alone: of a schedule in the default group, or of a rule.
    private static ScheduleId id(AccountState account, String name) {
        String plain = name.startsWith("arn:") ? name.substring(name.lastIndexOf(':') + 1) : name;
        if (plain.startsWith("rule/") || plain.startsWith("schedule/")) {
            return new ScheduleId(plain);
        }
        if (plain.contains("/")) {
            return new ScheduleId("schedule/" + plain);
        }
        var rule = ScheduleId.rule(plain);
        var schedule = ScheduleId.schedule("default", plain);
        return Stream.of(schedule, rule)
                .filter(id -> remembered(account, id))
                .findFirst()
                .orElseGet(() -> account.table(Rule.KIND).get(plain).isPresent() ? rule : schedule);
    }

    private static boolean remembered(AccountState account, ScheduleId id) {
        return account.table(Run.KIND).anyBeginning(Run.BY_SCHEDULE, Run.before(id));
    }

    private static ApiException invalid(String message) {
        return ApiError.invalidParameter(message).thrown();
    }
}
