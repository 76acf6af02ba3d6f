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
import io.argosy.logs.operations.StartLiveTail;
import io.argosy.logs.operations.TagLogGroup;
import io.argosy.logs.operations.TagResource;
import io.argosy.logs.operations.TestMetricFilter;
import io.argosy.logs.operations.UntagLogGroup;
import io.argosy.logs.operations.UntagResource;
import io.argosy.logs.store.LogStore;
import io.argosy.logs.store.StoreCounts;
import io.argosy.logs.tail.Tails;
import io.argosy.model.Kind;
import io.argosy.state.Stores;
import io.argosy.wire.Audit;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// CloudWatch Logs as one thing: its operations, its store, and what it clears away now and then.
public final class CloudWatchLogs implements AutoCloseable {
    /// The kinds of entities that the stores must know for log groups.
    public static final List<Kind<?>> KINDS = LogGroups.KINDS;

    private static final Duration ORPHANS_STAY = Duration.ofDays(7);

    private final LogGroups groups;
    private final LogStore store;
    private final Tails tails;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final List<Operation<?, ?>> operations;

    private CloudWatchLogs(
            LogGroups groups,
            LogStore store,
            Tails tails,
            AuditTrail audit,
            InstantSource clock,
            List<Operation<?, ?>> operations) {
        this.groups = groups;
        this.store = store;
        this.tails = tails;
        this.audit = audit;
        this.clock = clock;
        this.operations = List.copyOf(operations);
    }

    /// `ids` are 32 hex digits each.
    public static CloudWatchLogs open(LogsSettings settings, Stores stores, InstantSource clock, Supplier<String> ids)
            throws IOException {
        var groups = new LogGroups(stores);
        var tails = new Tails();
        var store = LogStore.open(settings.dataDir(), settings.limits(), tails::heard);
        var named = new NamedGroups(groups, store);
        var tags = new GroupTags(groups);
        return new CloudWatchLogs(
                groups,
                store,
                tails,
                AuditTrail.start(settings.audited(), groups, store, clock, ids),
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
                        new StartLiveTail(named, tails, ids),
                        new TestMetricFilter()));
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    /// Where requests that change something are written down.
    public Audit audit() {
        return audit;
    }

    public StoreCounts counts() {
        return store.counts();
    }

    /// How many follow groups live.
    public int tails() {
        return tails.count();
    }

    /// Removes files with nothing in them that is not expired, and what is more than may be.
    public void clear() throws IOException {
        for (LogGroup group : groups.all()) {
            if (group.retentionInDays() > 0) {
                store.expire(store.group(group.id()), group.expiredBefore(clock.instant()));
            }
        }
        store.shrink();
    }

    /// Removes the files of groups that are gone, once they were left alone for long: a restored journal may know
    /// nothing of a group that an operator wants to have back.
    public void sweep() throws IOException {
        List<String> stored = store.leftSince(clock.instant().minus(ORPHANS_STAY));
        Set<String> there = groups.all().stream().map(LogGroup::id).collect(Collectors.toSet());
        for (String id : stored) {
            if (!there.contains(id)) {
                store.forget(id);
            }
        }
    }

    /// Ends what would go on for hours: who follows groups comes back to the next server.
    public void farewell() {
        tails.close();
    }

    @Override
    public void close() {
        tails.close();
        audit.close();
        store.close();
    }
}
