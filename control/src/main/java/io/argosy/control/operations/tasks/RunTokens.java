package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.ControlSettings;
import io.argosy.model.ApiError;
import io.argosy.model.ClientToken;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The client tokens of RunTask (ecs-semantics 1.7): a repeat gets the tasks of the first time, another request under
/// the same token is a conflict. A run that started nothing is not remembered, so that it can be tried again.
public final class RunTokens {
    private static final String OPERATION = "RunTask";
    private static final Pattern RULE = Pattern.compile("[!-~]{1,64}");

    private final Duration retention;
    private final InstantSource clock;

    public RunTokens(ControlSettings settings, InstantSource clock) {
        this.retention = settings.tokenRetention();
        this.clock = clock;
    }

    static void check(RunTaskRequest request) {
        if (request.clientToken().stream()
                .anyMatch(token -> !RULE.matcher(token).matches())) {
            throw ApiError.invalidParameter("clientToken should be 1 to 64 characters of ASCII between 33 and 126")
                    .thrown();
        }
    }

    /// The tasks an earlier request of this token started, as far as they are still known.
    Optional<List<Task>> tasksOf(RunTaskRequest request, ClusterScope scope, ClusterState state) {
        Instant oldest = clock.instant().minus(retention);
        return request.clientToken()
                .flatMap(token -> state.token(OPERATION, token))
                .filter(known -> known.at().isAfter(oldest))
                .map(known -> {
                    if (!known.fingerprint().equals(fingerprint(request))) {
                        throw conflict(known, scope);
                    }
                    return known.results().stream()
                            .flatMap(id -> state.task(new TaskId(id)).stream())
                            .toList();
                });
    }

    void remember(RunTaskRequest request, List<Task> tasks, Transaction tx) {
        if (tasks.isEmpty()) {
            return;
        }
        List<String> results = tasks.stream().map(Task::key).toList();
        request.clientToken()
                .ifPresent(token -> tx.put(new ClientToken(OPERATION, token, fingerprint(request), results, tx.now())));
    }

    private static RuntimeException conflict(ClientToken known, ClusterScope scope) {
        List<String> arns = known.results().stream()
                .map(id -> scope.arns().task(scope.name(), new TaskId(id)))
                .toList();
        String text = "The client token was used before with other parameters. Use another token and try again.";
        return new ApiError("ConflictException", text, 400, Map.of("resourceIds", arns)).thrown();
    }

    private static String fingerprint(RunTaskRequest request) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(JsonCodec.write(request)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
