package io.argosy.logs.operations;

import io.argosy.logs.groups.LogArns;
import io.argosy.logs.store.GroupLog;
import io.argosy.logs.store.Span;
import io.argosy.logs.store.StoredStream;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.DescribeLogStreamsRequest;
import io.argosy.shapes.logs.DescribeLogStreamsResponse;
import io.argosy.shapes.logs.LogStream;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// `DescribeLogStreams`: the streams of a group, by name or by when something was last logged.
public final class DescribeLogStreams implements Operation<DescribeLogStreamsRequest, DescribeLogStreamsResponse> {
    private final NamedGroups groups;

    public DescribeLogStreams(NamedGroups groups) {
        this.groups = groups;
    }

    @Override
    public OperationModel<DescribeLogStreamsRequest, DescribeLogStreamsResponse> model() {
        return Logs.DESCRIBE_LOG_STREAMS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeLogStreamsRequest request) {
        return LogPermissions.group(
                "logs:DescribeLogStreams", caller, request.logGroupName(), request.logGroupIdentifier());
    }

    @Override
    public DescribeLogStreamsResponse handle(Caller caller, DescribeLogStreamsRequest request) {
        String name = NamedGroups.name(caller.realm(), request.logGroupName(), request.logGroupIdentifier());
        boolean byTime = request.orderBy().orElse("LogStreamName").equals("LastEventTime");
        if (byTime && request.logStreamNamePrefix().isPresent()) {
            throw LogErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.")
                    .thrown();
        }
        NamedGroups.Named group = groups.named(caller, name);
        boolean descending = request.descending().orElse(false);
        ListPage<StoredStream> page = ListPage.of(
                after -> byTime
                        ? byTime(group.events(), after, descending)
                        : byName(group.events(), request.logStreamNamePrefix().orElse(""), after, descending),
                byTime ? DescribeLogStreams::timeKey : StoredStream::name,
                PageTokens.of(caller.realm(), request),
                request.limit(),
                request.nextToken());
        return DescribeLogStreamsResponse.builder()
                .logStreams(page.items().stream()
                        .map(stream -> shape(caller, name, stream))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Stream<StoredStream> byName(GroupLog group, String prefix, String after, boolean descending) {
        return descending ? group.streamsBackwards(prefix, after) : group.streams(prefix, after);
    }

    private static Stream<StoredStream> byTime(GroupLog group, String after, boolean descending) {
        Comparator<String> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return group.streams("", "")
                .filter(stream -> after.isEmpty() || order.compare(timeKey(stream), after) > 0)
                .sorted(Comparator.comparing(DescribeLogStreams::timeKey, order));
    }

    /// In the order of last events; streams that never had one are the oldest.
    private static String timeKey(StoredStream stream) {
        return String.format(
                Locale.ROOT,
                "%020d %s",
                stream.span().empty() ? 0 : stream.span().last(),
                stream.name());
    }

    private static LogStream shape(Caller caller, String group, StoredStream stream) {
        LogStream.Builder shape = LogStream.builder()
                .logStreamName(stream.name())
                .creationTime(stream.createdAt())
                .arn(new LogArns(caller.realm()).stream(group, stream.name()))
                .storedBytes(0L);
        Span span = stream.span();
        if (!span.empty()) {
            shape.firstEventTimestamp(span.first())
                    .lastEventTimestamp(span.last())
                    .lastIngestionTime(span.ingestedAt())
                    .uploadSequenceToken(String.format(Locale.ROOT, "%056d", span.ingestedAt()));
        }
        return shape.build();
    }
}
