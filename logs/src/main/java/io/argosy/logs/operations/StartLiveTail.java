package io.argosy.logs.operations;

import io.argosy.logs.groups.LogArns;
import io.argosy.logs.groups.LogGroup;
import io.argosy.logs.patterns.FilterPattern;
import io.argosy.logs.tail.TailRequest;
import io.argosy.logs.tail.Tails;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.LiveTailSessionStart;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.StartLiveTailRequest;
import io.argosy.shapes.logs.StartLiveTailResponse;
import io.argosy.wire.EventStream;
import io.argosy.wire.StreamingOperation;
import io.argosy.wire.access.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// `StartLiveTail`: the events of up to ten groups from now on, as they come.
public final class StartLiveTail implements StreamingOperation<StartLiveTailRequest, StartLiveTailResponse> {
    private final NamedGroups groups;
    private final Tails tails;
    private final Supplier<String> ids;

    public StartLiveTail(NamedGroups groups, Tails tails, Supplier<String> ids) {
        this.groups = groups;
        this.tails = tails;
        this.ids = ids;
    }

    @Override
    public OperationModel<StartLiveTailRequest, StartLiveTailResponse> model() {
        return Logs.START_LIVE_TAIL;
    }

    @Override
    public List<Permission> permissions(Caller caller, StartLiveTailRequest request) {
        var arns = new LogArns(caller.realm());
        return Permission.onEach(
                "logs:StartLiveTail",
                request.logGroupIdentifiers().stream()
                        .map(identifier -> arns.stream(arns.name(identifier), ""))
                        .toList());
    }

    @Override
    public EventStream open(Caller caller, StartLiveTailRequest request) {
        List<String> streams = request.logStreamNames().orElse(List.of());
        List<String> prefixes = request.logStreamNamePrefixes().orElse(List.of());
        requireOneKind(request, streams, prefixes);
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String identifier : request.logGroupIdentifiers()) {
            wanted.put(group(caller, identifier).id(), identifier);
        }
        var tail = new TailRequest(
                wanted,
                streams,
                prefixes,
                FilterPattern.parse(request.logEventFilterPattern().orElse("")),
                start(caller, request));
        return tails.open(tail)
                .orElseThrow(() -> new ApiError(
                                "LimitExceededException", "As many live tail sessions are open as there may be.")
                        .thrown());
    }

    private static void requireOneKind(StartLiveTailRequest request, List<String> streams, List<String> prefixes) {
        if (!streams.isEmpty() && !prefixes.isEmpty()) {
            throw LogErrors.invalid("Only one of logStreamNames or logStreamNamePrefixes can be provided.")
                    .thrown();
        }
        if (request.logGroupIdentifiers().size() > 1 && !(streams.isEmpty() && prefixes.isEmpty())) {
            throw LogErrors.invalid(
                            "logStreamNames and logStreamNamePrefixes can only be used with a single log group.")
                    .thrown();
        }
    }

    private LogGroup group(Caller caller, String identifier) {
        String name = new LogArns(caller.realm()).name(identifier);
        if (name.equals(identifier)) {
            String why =
                    caller.realm().foreign(identifier).map(words -> " " + words).orElse("");
            throw LogErrors.invalid("Log groups are to be named by their ARNs, without ':*'." + why)
                    .thrown();
        }
        return groups.group(caller, name);
    }

    private LiveTailSessionStart start(Caller caller, StartLiveTailRequest request) {
        return LiveTailSessionStart.builder()
                .requestId(caller.requestId())
                .sessionId(ids.get())
                .logGroupIdentifiers(request.logGroupIdentifiers())
                .logStreamNames(request.logStreamNames().orElse(List.of()))
                .logStreamNamePrefixes(request.logStreamNamePrefixes().orElse(List.of()))
                .logEventFilterPattern(request.logEventFilterPattern().orElse(""))
                .build();
    }
}
