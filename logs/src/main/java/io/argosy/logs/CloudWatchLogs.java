package io.argosy.logs;

import io.argosy.logs.groups.LogGroup;
import io.argosy.logs.groups.LogGroups;
import io.argosy.logs.operations.CreateLogGroup;
import io.argosy.logs.operations.CreateLogStream;
import io.argosy.logs.operations.DeleteLogGroup;
import io.argosy.logs.operations.DeleteLogStream;
import io.argosy.logs.operations.DeleteRetentionPolicy;
import io.argosy.logs.operations.DescribeLogGroups;
import io.argosy.logs.operations.DescribeLogStreams;
import io.argosy.logs.operations.FilterLogEvents;
import io.argosy.logs.operations.GetLogEvents;
import io.argosy.logs.operations.GroupTags;
import io.argosy.logs.operations.ListLogGroups;
import io.argosy.logs.operations.ListTagsForResource;
import io.argosy.logs.operations.ListTagsLogGroup;
import io.argosy.logs.operations.NamedGroups;
import io.argosy.logs.operations.PutLogEvents;
import io.argosy.logs.operations.PutLogGroupDeletionProtection;
import io.argosy.logs.operations.PutRetentionPolicy;
import io.argosy.logs.operations.TagLogGroup;
import io.argosy.logs.operations.TagResource;
import io.argosy.logs.operations.TestMetricFilter;
import io.argosy.logs.operations.UntagLogGroup;
import io.argosy.logs.operations.UntagResource;
import io.argosy.logs.store.LogStore;
import io.argosy.model.Kind;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// CloudWatch Logs as one thing: its operations, its store, and what it clears away now and then.
public final class CloudWatchLogs implements AutoCloseable {
    /// The kinds of entities that the stores must know for log groups.
    public static final List<Kind<?>> KINDS = LogGroups.KINDS;

    private final LogGroups groups;
    private final LogStore store;
    private final InstantSource clock;
    private final List<Operation<?, ?>> operations;

    private CloudWatchLogs(LogGroups groups, LogStore store, InstantSource clock, List<Operation<?, ?>> operations) {
        this.groups = groups;
        this.store = store;
        this.clock = clock;
        this.operations = List.copyOf(operations);
    }

    /// `ids` are 32 hex digits each.
    public static CloudWatchLogs open(LogsSettings settings, Stores stores, InstantSource clock, Supplier<String> ids)
            throws IOException {
        var groups = new LogGroups(stores);
        var store = LogStore.open(settings.dataDir(), _ -> {});
        var named = new NamedGroups(groups, store);
        var tags = new GroupTags(groups);
        return new CloudWatchLogs(
                groups,
                store,
                clock,
                List.of(
                        new CreateLogGroup(groups, clock, ids),
                        new DeleteLogGroup(groups, store),
                        new DescribeLogGroups(groups, named),
                        new ListLogGroups(groups),
                        new PutRetentionPolicy(groups),
                        new DeleteRetentionPolicy(groups),
                        new PutLogGroupDeletionProtection(groups),
                        new TagResource(tags),
                        new UntagResource(tags),
                        new ListTagsForResource(tags),
                        new TagLogGroup(tags),
                        new UntagLogGroup(tags),
                        new ListTagsLogGroup(tags),
                        new CreateLogStream(named, store, clock),
                        new DeleteLogStream(named, store),
                        new DescribeLogStreams(named),
                        new PutLogEvents(named, store, clock),
                        new GetLogEvents(named, store, clock),
                        new FilterLogEvents(named, store, clock),
                        new TestMetricFilter()));
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    /// Removes files with nothing in them that is not expired, and those of groups that are gone.
    public void clear() throws IOException {
        List<String> stored = store.stored();
        for (LogGroup group : groups.all()) {
            if (group.retentionInDays() > 0) {
                store.expire(store.group(group.id()), group.expiredBefore(clock.instant()));
            }
        }
        Set<String> there = groups.all().stream().map(LogGroup::id).collect(Collectors.toSet());
        for (String id : stored) {
            if (!there.contains(id)) {
                store.forget(id);
            }
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
