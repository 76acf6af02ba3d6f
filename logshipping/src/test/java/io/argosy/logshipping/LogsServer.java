package io.argosy.logshipping;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.logs.CreateLogGroupRequest;
import io.argosy.shapes.logs.CreateLogGroupResponse;
import io.argosy.shapes.logs.CreateLogStreamRequest;
import io.argosy.shapes.logs.CreateLogStreamResponse;
import io.argosy.shapes.logs.InputLogEvent;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.PutLogEventsRequest;
import io.argosy.shapes.logs.PutLogEventsResponse;
import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.Operation;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A Logs API over a real server that keeps what it is given, says no when it is told to, and can go and come back.
final class LogsServer implements AutoCloseable {
    private static final AccessKey KEY = AccessKey.lasting("AKIDEXAMPLE", "secret");

    /// Which of its puts it answers with an error although it has kept them, counted from one.
    volatile Function<Integer, Boolean> losesAnswer = _ -> false;

    volatile Function<String, Optional<ApiError>> refuses = _ -> Optional.empty();
    private final Map<String, Map<String, List<String>>> groups = new LinkedHashMap<>();
    private int puts;
    private int port;
    private ApiServer server;

    LogsServer() throws IOException {
        server = served(0);
        port = server.localPort();
    }

    private ApiServer served(int wanted) throws IOException {
        var made = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", wanted),
                new CredentialStore(List.of(Credential.root(KEY, "111122223333"))),
                List.of(
                        operation(Logs.CREATE_LOG_GROUP, this::group),
                        operation(Logs.CREATE_LOG_STREAM, this::stream),
                        operation(Logs.PUT_LOG_EVENTS, this::put)),
                List.of(),
                List.of());
        made.start();
        return made;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    static ClientIdentity identity() {
        return new ClientIdentity(KEY, "us-east-1");
    }

    void goAway() {
        server.close();
    }

    void comeBack() throws IOException {
        server = served(port);
    }

    private static ApiError error(String code, String message) {
        return new ApiError(code, message, 400, Map.of());
    }

    synchronized void make(String group) {
        groups.putIfAbsent(group, new LinkedHashMap<>());
    }

    synchronized void delete(String group) {
        groups.remove(group);
    }

    /// What is in a stream, in the order it came.
    synchronized List<String> lines(String group, String stream) {
        return List.copyOf(groups.getOrDefault(group, Map.of()).getOrDefault(stream, List.of()));
    }

    synchronized int puts() {
        return puts;
    }

    private synchronized CreateLogGroupResponse group(CreateLogGroupRequest request) {
        refuses.apply("CreateLogGroup").ifPresent(error -> {
            throw error.thrown();
        });
        make(request.logGroupName());
        return CreateLogGroupResponse.builder().build();
    }

    private synchronized CreateLogStreamResponse stream(CreateLogStreamRequest request) {
        refuses.apply("CreateLogStream").ifPresent(error -> {
            throw error.thrown();
        });
        var streams = Optional.ofNullable(groups.get(request.logGroupName()))
                .orElseThrow(() -> error("ResourceNotFoundException", "The specified log group does not exist.")
                        .thrown());
        if (streams.putIfAbsent(request.logStreamName(), new ArrayList<>()) != null) {
            throw error("ResourceAlreadyExistsException", "The specified log stream already exists")
                    .thrown();
        }
        return CreateLogStreamResponse.builder().build();
    }

    private synchronized PutLogEventsResponse put(PutLogEventsRequest request) {
        refuses.apply("PutLogEvents").ifPresent(error -> {
            throw error.thrown();
        });
        List<String> lines = Optional.ofNullable(groups.get(request.logGroupName()))
                .map(streams -> streams.get(request.logStreamName()))
                .orElseThrow(() -> error("ResourceNotFoundException", "The specified log stream does not exist.")
                        .thrown());
        long before = Long.MIN_VALUE;
        for (InputLogEvent event : request.logEvents()) {
            if (event.timestamp() < before) {
                throw error("InvalidParameterException", "not in chronological order")
                        .thrown();
            }
            before = event.timestamp();
            lines.add(event.message());
        }
        puts++;
        if (losesAnswer.apply(puts)) {
            throw new ApiError("InternalFailure", "the answer is lost", 500, Map.of()).thrown();
        }
        return PutLogEventsResponse.builder().build();
    }

    private static <I extends Shape, O extends Shape> Operation<I, O> operation(
            OperationModel<I, O> model, Function<I, O> answer) {
        return new Operation<>() {
            @Override
            public OperationModel<I, O> model() {
                return model;
            }

            @Override
            public List<Permission> permissions(Caller caller, I input) {
                return List.of(Permission.on("logs:" + model.name()));
            }

            @Override
            public O handle(Caller caller, I input) {
                return answer.apply(input);
            }
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
