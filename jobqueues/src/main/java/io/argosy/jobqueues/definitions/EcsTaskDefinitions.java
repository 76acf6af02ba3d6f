package io.argosy.jobqueues.definitions;

import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.EcsCalls;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.ecs.DeregisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionResponse;
import io.argosy.shapes.ecs.TaskDefinition;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ECS task definitions that job definitions became: registered when a job first uses one, and never changed.
public final class EcsTaskDefinitions {
    private static final Logger log = LoggerFactory.getLogger(EcsTaskDefinitions.class);

    private final BatchStore store;
    private final EcsCalls ecs;

    public EcsTaskDefinitions(BatchStore store, EcsCalls ecs) {
        this.store = store;
        this.ecs = ecs;
    }

    /// By their ARNs: one, or of a multi-node definition one a range. ECS's refusal of what it would never run is
    /// thrown as it is.
    public List<String> of(AccountRegion realm, JobDefinition definition) {
        return definition.taskDefinitions().isEmpty() ? registered(realm, definition) : definition.taskDefinitions();
    }

    /// Two that ask at once register two: one of them is kept, either is as good.
    private List<String> registered(AccountRegion realm, JobDefinition definition) {
        var form = new TaskDefinitionForm(
                definition.name(), realm.region(), JobTasks.platforms(definition.configuration()));
        List<String> arns = JobTasks.of(definition.configuration()).stream()
                .map(task -> registered(realm, form, task))
                .toList();
        store.write(realm, (tx, state) -> {
            state.definitions()
                    .get(definition.key())
                    .filter(there -> there.taskDefinitions().isEmpty())
                    .ifPresent(there -> tx.update(there.registeredAs(arns)));
            return arns;
        });
        return arns;
    }

    private String registered(AccountRegion realm, TaskDefinitionForm form, EcsTaskProperties task) {
        RegisterTaskDefinitionResponse made = ecs.call(realm, Ecs.REGISTER_TASK_DEFINITION, form.of(task));
        return made.taskDefinition().flatMap(TaskDefinition::taskDefinitionArn).orElseThrow();
    }

    void deregister(AccountRegion realm, JobDefinition definition) {
        for (String arn : definition.taskDefinitions()) {
            try {
                ecs.call(
                        realm,
                        Ecs.DEREGISTER_TASK_DEFINITION,
                        DeregisterTaskDefinitionRequest.builder()
                                .taskDefinition(arn)
                                .build());
            } catch (ApiException gone) {
                log.info("definition={} taskDefinition={} is gone already", definition.key(), arn);
            }
        }
    }
}
