package io.argosy.logs.operations;

import io.argosy.logs.groups.LogArns;
import io.argosy.logs.groups.LogGroup;
import io.argosy.logs.groups.LogGroups;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.ListLogGroupsRequest;
import io.argosy.shapes.logs.ListLogGroupsResponse;
import io.argosy.shapes.logs.LogGroupSummary;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `ListLogGroups`: the names of groups, by parts of them: `^web|batch` are those that begin with the one or have the
/// other. What it could choose by besides is not kept here, and refused.
public final class ListLogGroups implements Operation<ListLogGroupsRequest, ListLogGroupsResponse> {
    private final LogGroups groups;

    public ListLogGroups(LogGroups groups) {
        this.groups = groups;
    }

    @Override
    public OperationModel<ListLogGroupsRequest, ListLogGroupsResponse> model() {
        return Logs.LIST_LOG_GROUPS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListLogGroupsRequest request) {
        return LogPermissions.group("logs:ListLogGroups", caller, "");
    }

    @Override
    public ListLogGroupsResponse handle(Caller caller, ListLogGroupsRequest request) {
        if (Stream.of(request.dataSources(), request.fieldIndexNames(), request.logGroupTags())
                .anyMatch(Optional::isPresent)) {
            throw LogErrors.invalid(
                            "dataSources, fieldIndexNames and logGroupTags are not available in this version of Argosy")
                    .thrown();
        }
        var all = groups.of(caller.realm());
        ListPage<LogGroup> page = ListPage.of(
                after -> all.after(after).filter(wanted(request)),
                LogGroup::name,
                PageTokens.of(caller.realm(), request),
                request.limit(),
                request.nextToken());
        return ListLogGroupsResponse.builder()
                .logGroups(page.items().stream()
                        .map(group -> shape(new LogArns(caller.realm()), group))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Predicate<LogGroup> wanted(ListLogGroupsRequest request) {
        List<String> parts = request.logGroupNamePattern()
                .map(pattern -> List.of(pattern.split("\\|")))
                .orElse(List.of(""));
        return group ->
                request.logGroupClass().map(group.logGroupClass()::equals).orElse(true)
                        && parts.stream()
                                .anyMatch(part -> part.startsWith("^")
                                        ? group.name().startsWith(part.substring(1))
                                        : group.name().contains(part));
    }

    private static LogGroupSummary shape(LogArns arns, LogGroup group) {
        return LogGroupSummary.builder()
                .logGroupName(group.name())
                .logGroupArn(arns.group(group.name()))
                .logGroupClass(group.logGroupClass())
                .build();
    }
}
