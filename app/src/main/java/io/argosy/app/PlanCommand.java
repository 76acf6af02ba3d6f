package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.shapes.argosy.PlanChangeRequest;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.views.PlanPage;
import io.argosy.views.PlannedChange;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy plan`: what a change would do, before it is made.
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Says what a change would do: which tasks start and stop, where, in which order, and what does not"
                        + " fit and why. It changes nothing.")
final class PlanCommand implements Callable<Integer> {
    private enum Kind {
        SERVICE,
        DRAIN,
        DEFINITION
    }

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description = "service: an update of it; drain: of container instances; definition: registering a file")
    private Kind kind = Kind.SERVICE;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "NAME",
            description = "the service; the instances; the file, as aws ecs register-task-definition takes it")
    private List<String> names = List.of();

    @Option(
            names = "--task-definition",
            paramLabel = "NAME",
            description = "service: to this one, like web:7 (its own)")
    private String definition = "";

    @Option(names = "--desired-count", paramLabel = "N", description = "service: as many tasks (as it has)")
    private int count = -1;

    @Option(names = "--force", description = "service: a new deployment in any case")
    private boolean force;

    @Option(
            names = "--update",
            paramLabel = "FILE",
            description = "service: the rest, as aws ecs update-service takes it")
    private String update = "";

    @Option(names = "--service", paramLabel = "NAME", description = "definition: then this service is updated to it")
    private String service = "";

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "the cluster (default)")
    private String cluster = "default";

    @Mixin
    private ViewOptions options = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused {
        if (kind != Kind.DRAIN && names.size() > 1) {
            throw new IOException("one name is needed, not " + String.join(" ", names));
        }
        try (var server = options.connection()) {
            var plan = PlanPage.read(server.client(), asked(server.client()));
            if (options.json()) {
                server.terminal().document(plan.document());
            } else {
                plan.page(server.terminal().width()).print(server.terminal());
            }
        }
        return 0;
    }

    private PlanChangeRequest asked(ApiClient client) throws IOException {
        return switch (kind) {
            case SERVICE ->
                PlannedChange.service(
                        cluster,
                        names.getFirst(),
                        given(update).map(Path::of),
                        UpdateServiceRequest.builder()
                                .taskDefinition(given(definition))
                                .desiredCount(Optional.of(count).filter(wanted -> wanted >= 0))
                                .forceNewDeployment(Optional.of(true).filter(_ -> force)));
            case DRAIN -> PlannedChange.drain(client, cluster, names);
            case DEFINITION -> PlannedChange.definition(cluster, Path.of(names.getFirst()), given(service));
        };
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(there -> !there.isEmpty());
    }
}
