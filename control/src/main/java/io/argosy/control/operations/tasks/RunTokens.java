package io.argosy.control.operations.tasks;

import io.argosy.control.ClientTokens;
import io.argosy.control.ClusterScope;
import io.argosy.control.ControlSettings;
import io.argosy.model.ApiError;
import io.argosy.model.ClientToken;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The client tokens of RunTask (ecs-semantics 1.7): a repeat gets the tasks of the first time, another request under
/// the same token is a conflict. A run that started nothing is not remembered, so that it can be tried again.
public final class RunTokens {
    private static final String OPERATION = "RunTask";
    private static final Pattern RULE = Pattern.compile("[!-~]{1,64}");

    private final ClientTokens tokens;
    private final InstantSource clock;

    public RunTokens(ControlSettings settings, InstantSource clock) {
        this.tokens = new ClientTokens(OPERATION, settings.retention().tokens());
        this.clock = clock;
    }

    static void check(RunTaskRequest request) {
        if (request.clientToken().stream()
                .anyMatch(token -> !RULE.matcher(token).matches())) {
            throw ApiError.invalidParameter("clientToken should be 1 to 64 characters of ASCII between 33 and 126")
                    .thrown();
        }
    }

    /// The tasks an earlier request of this token started, also those that are no longer known.
    Optional<List<TaskId>> tasksOf(RunTaskRequest request, ClusterScope scope, ClusterState state) {
        return request.clientToken()
                .flatMap(token -> tokens.known(state, token, clock.instant()))
                .map(known -> {
                    if (!ClientTokens.same(known, request)) {
                        throw conflict(known, scope);
                    }
                    return known.results().stream().map(TaskId::new).toList();
                });
    }

    void remember(RunTaskRequest request, List<Task> tasks, Transaction tx) {
        if (tasks.isEmpty()) {
            return;
        }
        List<String> results = tasks.stream().map(Task::key).toList();
        request.clientToken().ifPresent(token -> tokens.remember(tx, token, request, results));
    }

    private static RuntimeException conflict(ClientToken known, ClusterScope scope) {
        List<String> arns = known.results().stream()
                .map(id -> scope.arns().task(scope.name(), new TaskId(id)))
                .toList();
        String text = "The client token was used before with other parameters. Use another token and try again.";
        return new ApiError("ConflictException", text, 400, Map.of("resourceIds", new ApiError.Member.Texts(arns)))
                .thrown();
    }
}
