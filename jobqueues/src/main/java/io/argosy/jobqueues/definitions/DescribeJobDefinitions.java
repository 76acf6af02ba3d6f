package io.argosy.jobqueues.definitions;

import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchPages;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DescribeJobDefinitionsRequest;
import io.argosy.shapes.batch.DescribeJobDefinitionsResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `DescribeJobDefinitions`: revisions by name, by number or all; of a name the newest first (batch-semantics 6.9).
final class DescribeJobDefinitions implements Operation<DescribeJobDefinitionsRequest, DescribeJobDefinitionsResponse> {
    private static final int MOST_NAMED = 100;

    private final BatchStore store;

    DescribeJobDefinitions(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<DescribeJobDefinitionsRequest, DescribeJobDefinitionsResponse> model() {
        return Batch.DESCRIBE_JOB_DEFINITIONS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeJobDefinitionsRequest request) {
        return List.of(Permission.on("batch:DescribeJobDefinitions"));
    }

    @Override
    public DescribeJobDefinitionsResponse handle(Caller caller, DescribeJobDefinitionsRequest request) {
        BatchState state = store.read(caller);
        List<String> references = request.jobDefinitions().orElse(List.of());
        check(caller, request, references);
        Page<JobDefinition> page = references.isEmpty()
                ? BatchPages.page(
                        listing(state, request),
                        PageTokens.of(caller.realm(), request),
                        request.maxResults(),
                        request.nextToken())
                : new Page<>(
                        references.stream()
                                .flatMap(reference -> named(state, reference))
                                .distinct()
                                .toList(),
                        Optional.empty());
        return DescribeJobDefinitionsResponse.builder()
                .jobDefinitions(page.items().stream()
                        .map(definition -> DefinitionShape.of(definition, state.arns()))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static void check(Caller caller, DescribeJobDefinitionsRequest request, List<String> references) {
        BatchPages.requireOne(caller, "JobDefinitions", references, request.maxResults());
        if (!references.isEmpty()
                && (request.jobDefinitionName().isPresent() || request.status().isPresent())) {
            throw BatchErrors.wrapped(caller, "JobDefinitions cannot be set with JobDefinitionName or Status");
        }
        if (references.size() > MOST_NAMED) {
            throw BatchErrors.wrapped(caller, "At most " + MOST_NAMED + " job definitions can be described at once");
        }
    }

    private static Stream<JobDefinition> named(BatchState state, String reference) {
        return state.arns()
                .name(BatchArns.DEFINITION, reference)
                .map(key -> key.contains(":") ? state.definitions().get(key).stream() : state.revisions(key).stream())
                .orElse(Stream.empty());
    }

    private static Listing<JobDefinition> listing(BatchState state, DescribeJobDefinitionsRequest request) {
        String prefix = request.jobDefinitionName().map(name -> name + "/").orElse("");
        return Listing.of(JobDefinition::place, place -> state.definitionsAfter(prefix, place))
                .where(definition -> request.status()
                        .filter(status -> status.equalsIgnoreCase("ACTIVE") != definition.active())
                        .isEmpty());
    }
}
