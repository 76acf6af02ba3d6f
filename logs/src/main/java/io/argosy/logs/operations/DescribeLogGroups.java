package io.argosy.logs.operations;

import io.argosy.logs.groups.LogArns;
import io.argosy.logs.groups.LogGroups;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.DescribeLogGroupsRequest;
import io.argosy.shapes.logs.DescribeLogGroupsResponse;
import io.argosy.shapes.logs.LogGroup;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// `DescribeLogGroups`: groups by the beginning of their names, or by a part of them.
public final class DescribeLogGroups implements Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> {
    private final LogGroups groups;
    private final NamedGroups named;

    public DescribeLogGroups(LogGroups groups, NamedGroups named) {
        this.groups = groups;
        this.named = named;
    }

    @Override
    public OperationModel<DescribeLogGroupsRequest, DescribeLogGroupsResponse> model() {
        return Logs.DESCRIBE_LOG_GROUPS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeLogGroupsRequest request) {
        return LogPermissions.group(
                "logs:DescribeLogGroups", caller, request.logGroupNamePrefix().orElse(""));
    }

    @Override
    public DescribeLogGroupsResponse handle(Caller caller, DescribeLogGroupsRequest request) {
        if (request.logGroupNamePrefix().isPresent()
                && request.logGroupNamePattern().isPresent()) {
            throw LogErrors.invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
                    .thrown();
        }
        var all = groups.of(caller.realm());
        ListPage<io.argosy.logs.groups.LogGroup> page = ListPage.of(
                after -> all.after(after).filter(wanted(caller, request)),
                io.argosy.logs.groups.LogGroup::name,
                PageTokens.of(caller.realm(), request),
                request.limit(),
                request.nextToken());
        boolean whole = request.logGroupNamePattern().isEmpty();
        return DescribeLogGroupsResponse.builder()
                .logGroups(page.items().stream()
                        .map(group -> shape(caller, group, whole))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Predicate<io.argosy.logs.groups.LogGroup> wanted(Caller caller, DescribeLogGroupsRequest request) {
        String prefix = request.logGroupNamePrefix().orElse("");
        String part = request.logGroupNamePattern().orElse("").toLowerCase(Locale.ROOT);
        List<String> names = request.logGroupIdentifiers().orElse(List.of()).stream()
                .map(new LogArns(caller.realm())::name)
                .toList();
        return group -> group.name().startsWith(prefix)
                && group.name().toLowerCase(Locale.ROOT).contains(part)
                && request.logGroupClass().map(group.logGroupClass()::equals).orElse(true)
                && (names.isEmpty() || names.contains(group.name()));
    }

    /// Where groups are found by a part of their names, what has to be counted is left out.
    private LogGroup shape(Caller caller, io.argosy.logs.groups.LogGroup group, boolean whole) {
        var arns = new LogArns(caller.realm());
        LogGroup.Builder shape = LogGroup.builder()
                .logGroupName(group.name())
                .creationTime(group.createdAt().toEpochMilli())
                .metricFilterCount(0)
                .arn(arns.groupWithStreams(group.name()))
                .logGroupArn(arns.group(group.name()))
                .logGroupClass(group.logGroupClass())
                .kmsKeyId(group.kmsKeyId());
        if (group.retentionInDays() > 0) {
            shape.retentionInDays(group.retentionInDays());
        }
        if (whole) {
            shape.storedBytes(named.named(group).events().bytes()).deletionProtectionEnabled(group.deletionProtected());
        }
        return shape.build();
    }
}
