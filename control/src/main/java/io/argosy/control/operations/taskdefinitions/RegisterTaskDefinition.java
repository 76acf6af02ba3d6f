package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.PassedRoles;
import io.argosy.control.RequestedArns;
import io.argosy.control.RequestedTags;
import io.argosy.control.Tags;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.model.TaskDefinitionId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionResponse;
import io.argosy.shapes.ecs.Tag;
import io.argosy.state.AccountTransaction;
import io.argosy.taskdefinitions.TaskDefinitionParser;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.stream.Stream;

/// `RegisterTaskDefinition`: always makes a new revision, one more than the family ever had.
public final class RegisterTaskDefinition
        implements Operation<RegisterTaskDefinitionRequest, RegisterTaskDefinitionResponse> {
    private static final int MOST_REVISIONS = 1_000_000;

    private final Clusters clusters;
    private final TaskDefinitionParser parser;

    RegisterTaskDefinition(Clusters clusters, TaskDefinitionParser parser) {
        this.clusters = clusters;
        this.parser = parser;
    }

    @Override
    public OperationModel<RegisterTaskDefinitionRequest, RegisterTaskDefinitionResponse> model() {
        return Ecs.REGISTER_TASK_DEFINITION;
    }

    @Override
    public List<Permission> permissions(Caller caller, RegisterTaskDefinitionRequest request) {
        var requested = RequestedArns.of(caller);
        List<Permission> register = RequestedTags.making(
                Permission.on("ecs:RegisterTaskDefinition"),
                requested.newTaskDefinition(request.family()),
                request.tags());
        List<Permission> roles =
                PassedRoles.permissions(requested, Stream.of(request.taskRoleArn(), request.executionRoleArn()));
        return Stream.concat(register.stream(), roles.stream()).toList();
    }

    @Override
    public RegisterTaskDefinitionResponse handle(Caller caller, RegisterTaskDefinitionRequest request) {
        var arns = new Arns(caller.realm());
        List<Tag> tags = Tags.given(request.tags().orElse(List.of()));
        var content = parser.parse(request, arns).toBuilder().status("ACTIVE").registeredBy(caller.principalArn());
        TaskDefinition registered = clusters.account(caller.realm()).write(tx -> {
            TaskDefinitionId id = next(tx, request.family());
            content.taskDefinitionArn(arns.taskDefinition(id))
                    .revision(id.revision())
                    .registeredAt(tx.now());
            var definition = new TaskDefinition(id, content.build(), tags);
            tx.add(definition);
            return definition;
        });
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(registered.content())
                .tags(registered.tags())
                .build();
    }

    private static TaskDefinitionId next(AccountTransaction tx, String family) {
        int last = tx.state()
                .family(family)
                .map(TaskDefinitionFamily::lastRevision)
                .orElse(0);
        if (last >= MOST_REVISIONS) {
            throw new ApiError("LimitExceededException", "A family can have at most " + MOST_REVISIONS + " revisions.")
                    .thrown();
        }
        tx.addOrUpdate(new TaskDefinitionFamily(family, last + 1));
        return new TaskDefinitionId(family, last + 1);
    }
}
