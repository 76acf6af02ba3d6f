package io.argosy.app.fleet;

import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.NetworkBinding;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.ServiceEvent;
import io.argosy.shapes.ecs.Task;
import io.argosy.views.Terminal;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AwsCredentialsChain;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `argosy up`: server, agent and the sample on this machine. Whatever is there already is used as it is.
public final class Up {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final FleetPaths home;
    private final URI endpoint;
    private final Terminal terminal;
    private final Machines machines;

    public Up(FleetPaths home, URI endpoint, Terminal terminal, Machines machines) {
        this.home = home;
        this.endpoint = endpoint;
        this.terminal = terminal;
        this.machines = machines;
    }

    public void run(Sample sample) throws IOException, InterruptedException {
        var processes = new LocalProcesses(home, endpoint, terminal);
        machines.makeReady();
        processes.startServer();
        Path shell = home.shellFile(endpoint);
        terminal.step("Every step below is also a command you can type, after:");
        terminal.command(". " + shell);
        try (var outbound = new Outbound(Duration.ofSeconds(5), home.trust(Map.of()))) {
            var identity = new AwsCredentialsChain(home.awsFiles()).find();
            var client = new ApiClient(outbound, endpoint, identity, InstantSource.system());
            var api = new Api(client);
            bringShop(api, machines.start(api));
            if (sample == Sample.ETL) {
                new PipelineSample(home, client, machines, terminal).bring();
            }
        }
    }

    private void bringShop(Api api, Machines.Arrival arrival) throws IOException, InterruptedException {
        String registry = endpoint.getAuthority();
        var command = new Command(home.program(), home.deployer().resolve("build.log"), machines.engine());
        var sampleImages = new SampleImages(home, registry, api, command, terminal);
        var deployer = new SampleDeployer(home, registry, api, sampleImages, machines, terminal);
        List<SampleComponent> parts = SampleComponent.all(home.samples().resolve("shop"));
        for (SampleComponent part : parts) {
            deployer.build(part);
        }
        arrival.await();
        terminal.step(
                "The sample: " + parts.stream().map(SampleComponent::family).collect(Collectors.joining(", ")));
        boolean report = false;
        for (SampleComponent part : parts) {
            report |= deployer.bring(part) && !part.isService();
        }
        List<String> services = parts.stream()
                .filter(SampleComponent::isService)
                .map(SampleComponent::family)
                .toList();
        awaitServices(api, services);
        if (report) {
            runReport(api);
        }
        show(api, services);
    }

    private void awaitServices(Api api, List<String> names) throws IOException, InterruptedException {
        terminal.command("aws ecs describe-services --services " + String.join(" ", names));
        boolean came = Probe.await(PATIENCE, () -> {
            List<Service> services = api.services(names);
            terminal.live(services.stream().map(Up::progress).collect(Collectors.joining("   ")));
            return services.stream().allMatch(Up::settled) && pageAnswers(api);
        });
        if (!came) {
            throw new IOException("the services are not running yet:\n" + news(api.services(names)));
        }
    }

    private boolean pageAnswers(Api api) throws IOException {
        Optional<URI> page = machines.page(api);
        return page.isPresent() && Probe.answers(page.get(), new Trust.OfSystem());
    }

    private static String progress(Service service) {
        return service.serviceName().orElse("?") + " " + service.runningCount().orElse(0) + "/"
                + service.desiredCount().orElse(0);
    }

    private static boolean settled(Service service) {
        return service.runningCount().equals(service.desiredCount())
                && service.deployments().orElse(List.of()).stream()
                        .allMatch(one -> one.rolloutState().equals(Optional.of("COMPLETED")));
    }

    private static String news(List<Service> services) {
        return services.stream()
                .flatMap(service -> service.events().orElse(List.of()).stream().limit(2))
                .map(ServiceEvent::message)
                .map(message -> message.orElse(""))
                .collect(Collectors.joining("\n"));
    }

    /// The job once, so that there is a report to see; it may well outlast this command.
    private void runReport(Api api) throws IOException {
        terminal.step("A one-off task writes a report for the page");
        terminal.command("aws ecs run-task --task-definition shop-etl");
        api.call(
                Ecs.RUN_TASK,
                RunTaskRequest.builder().taskDefinition("shop-etl").build());
    }

    private void show(Api api, List<String> names) throws IOException {
        List<List<String>> rows =
                new ArrayList<>(List.of(List.of("SERVICE", "TASK", "STATE", "IMAGE", "PORTS", "HOST")));
        Map<String, String> hosts = machines.names(api);
        for (String name : names) {
            for (Task task :
                    api.tasks(ListTasksRequest.builder().serviceName(name).build())) {
                for (Container container : task.containers().orElse(List.of())) {
                    rows.add(row(name, task, container, hosts));
                }
            }
        }
        terminal.step("");
        terminal.table(
                hosts.isEmpty() ? rows.stream().map(row -> row.subList(0, 5)).toList() : rows);
        terminal.step("");
        terminal.step("  Order something:       "
                + machines.page(api).map(URI::toString).orElse("once shop-web runs"));
        terminal.step("  Use the aws commands:  . " + home.data().resolve("env"));
        terminal.step("  Another report:        aws ecs run-task --task-definition shop-etl");
        machines.hints(api).forEach(terminal::step);
        terminal.step("  Stop everything:       ./argosy down");
    }

    private static List<String> row(String service, Task task, Container container, Map<String, String> hosts) {
        String arn = task.taskArn().orElse("");
        String image = container.image().orElse("");
        String ports = container.networkBindings().orElse(List.of()).stream()
                .map(Up::port)
                .collect(Collectors.joining(", "));
        return List.of(
                service,
                arn.substring(arn.lastIndexOf('/') + 1),
                task.lastStatus().orElse("") + " " + task.healthStatus().orElse(""),
                image.substring(image.indexOf('/') + 1),
                ports,
                hosts.getOrDefault(task.containerInstanceArn().orElse(""), ""));
    }

    private static String port(NetworkBinding binding) {
        return binding.hostPort().orElse(0) + "->" + binding.containerPort().orElse(0);
    }
}
