package io.argosy.app.fleet;

import io.argosy.hosts.Host;
import io.argosy.hosts.HostShare;
import io.argosy.hosts.Joining;
import io.argosy.hosts.LocalHosts;
import io.argosy.hosts.Subnet;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.views.Terminal;
import io.argosy.wire.access.Secret;
import io.argosy.wire.tls.CaFingerprint;
import io.argosy.wire.tls.OwnCertificates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Several hosts on this machine, which join as hosts elsewhere do.
public final class LocalFleet implements Machines {
    private static final Duration JOIN = Duration.ofSeconds(120);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final String CLUSTER = "default";

    private final FleetPaths home;
    private final URI endpoint;
    private final Terminal terminal;
    private final LocalHosts provider;
    private final int wanted;
    private final Optional<HostShare> share;

    /// `wanted` hosts, or as many as there are: 0. They share this machine evenly, unless `share` is that of each.
    public LocalFleet(FleetPaths home, URI endpoint, Terminal terminal, int wanted, Optional<HostShare> share)
            throws IOException {
        this.share = share;
        this.home = home;
        this.endpoint = endpoint;
        this.terminal = terminal;
        this.wanted = wanted;
        this.provider = new LocalHosts(home.hosts(), home.program(), Subnet.of(endpoint.getHost()), List.of());
    }

    /// Whether a data directory has hosts.
    public static boolean isIn(FleetPaths home) {
        return Files.isDirectory(home.hosts());
    }

    public LocalHosts provider() {
        return provider;
    }

    @Override
    public void makeReady() throws IOException, InterruptedException {
        provider.makeNetwork();
    }

    @Override
    public Arrival start(Api api) throws IOException, InterruptedException {
        terminal.command("aws ecs create-cluster");
        api.call(Ecs.CREATE_CLUSTER, CreateClusterRequest.builder().build());
        removeUnjoined();
        var instances = new HostInstances(api, terminal);
        int before = provider.list().size();
        int all = wanted == 0 ? Math.max(before, 1) : wanted;
        if (before > all) {
            shrink(instances, provider.list().subList(all, before));
        }
        provider.start(names(provider.list()));
        if (all > before) {
            launch(api, all - before, all);
        }
        return () -> {
            await(instances);
            if (before != all && before > 0) {
                workers(api, all);
            }
        };
    }

    private static List<String> names(List<Host> hosts) {
        return hosts.stream().map(Host::name).toList();
    }

    /// What an `up` left that was killed in the middle: their token is gone.
    private void removeUnjoined() throws IOException, InterruptedException {
        List<String> unjoined = names(provider.list().stream()
                .filter(host -> !Files.exists(folder(host).resolve("agent/credentials")))
                .toList());
        provider.terminate(unjoined);
    }

    private static Path folder(Host host) {
        return host.engine().resolveSibling(".").normalize();
    }

    /// The last ones go.
    private void shrink(HostInstances instances, List<Host> surplus) throws IOException, InterruptedException {
        terminal.step("Draining and removing " + String.join(", ", names(surplus)));
        instances.remove(surplus);
        provider.terminate(names(surplus));
    }

    private void launch(Api api, int count, int all) throws IOException, InterruptedException {
        terminal.step("Hosts in network namespaces of this machine: " + count + " more (logs: " + home.hosts() + ")");
        terminal.command("./argosy token create --uses " + count);
        String token = new JoinTokens(api, CLUSTER, terminal).fresh(count, TOKEN_LIFE);
        List<String> flags = new ArrayList<>(home.agentFlags());
        flags.addAll((share.isPresent() ? share.get() : HostShare.of(all)).agentFlags());
        flags.addAll(List.of("--ca-fingerprint", CaFingerprint.of(home.ca()).text()));
        provider.launch(count, new Joining(endpoint, CLUSTER, new Secret(token), flags));
    }

    private void await(HostInstances instances) throws IOException, InterruptedException {
        terminal.command("aws ecs list-container-instances");
        boolean came = Probe.await(JOIN, () -> {
            List<Host> hosts = provider.list();
            checkRunning(hosts);
            List<String> connected = instances.connected();
            List<String> all = names(hosts);
            terminal.live(all.stream()
                    .map(name -> name + (connected.contains(name) ? " has joined" : " starts"))
                    .collect(Collectors.joining("   ")));
            return connected.containsAll(all);
        });
        if (!came) {
            throw new IOException("not every host joined within " + JOIN.toSeconds() + " s: " + home.hosts()
                    + "/h*/agent.log says why");
        }
    }

    private static void checkRunning(List<Host> hosts) throws IOException {
        for (Host host : hosts) {
            if (!host.running()) {
                throw new IOException("host " + host.name() + " has ended; its agent's log ends with:\n"
                        + Command.tail(folder(host).resolve("agent.log")));
            }
        }
    }

    /// As many as there are hosts, so that each has one.
    private void workers(Api api, int count) throws IOException {
        if (!api.services(List.of("shop-worker")).isEmpty()) {
            terminal.command("aws ecs update-service --service shop-worker --desired-count " + count);
            api.call(
                    Ecs.UPDATE_SERVICE,
                    UpdateServiceRequest.builder()
                            .service("shop-worker")
                            .desiredCount(count)
                            .build());
        }
    }

    @Override
    public int desired(SampleComponent part, int usual) throws IOException {
        return part.name().equals("worker") ? provider.list().size() : usual;
    }

    /// The first host's; it pushes what it built to the registry, from where the others have it.
    @Override
    public Map<String, String> engine() throws IOException {
        return Map.of("DOCKER_HOST", "unix://" + provider.list().getFirst().engine());
    }

    /// It is on any host, and what goes to it from others is for nobody to read.
    @Override
    public Map<String, String> queue() throws IOException {
        Path certificates = home.deployer().resolve("queue-tls");
        new OwnCertificates(certificates, List.of("shop-queue"), InstantSource.system()).load();
        return Map.of(
                "QUEUE_HOST", provider.list().stream().map(Host::address).collect(Collectors.joining(",")),
                "QUEUE_CERTIFICATE", Files.readString(certificates.resolve("server.pem")),
                "QUEUE_CA", Files.readString(certificates.resolve("ca.pem")));
    }

    @Override
    public Map<String, String> names(Api api) throws IOException {
        return new HostInstances(api, terminal).hosts();
    }

    @Override
    public Optional<URI> page(Api api) throws IOException {
        Optional<String> name = frontHost(api);
        return provider.list().stream()
                .filter(host -> name.equals(Optional.of(host.name())))
                .map(host -> URI.create("http://" + host.address() + ":" + ThisMachine.PAGE.getPort() + "/"))
                .findFirst();
    }

    /// The one that has the page, and with it queue and application server.
    private Optional<String> frontHost(Api api) throws IOException {
        Map<String, String> hosts = names(api);
        return api
                .tasks(ListTasksRequest.builder()
                        .serviceName("shop-web")
                        .desiredStatus("RUNNING")
                        .build())
                .stream()
                .map(Task::containerInstanceArn)
                .flatMap(Optional::stream)
                .map(arn -> hosts.getOrDefault(arn, ""))
                .findFirst();
    }

    @Override
    public List<String> hints(Api api) throws IOException {
        Optional<String> front = frontHost(api);
        List<String> lines = new ArrayList<>(List.of("  The hosts:             ./argosy hosts list"));
        names(provider.list()).stream()
                .filter(name -> !front.equals(Optional.of(name)))
                .reduce((_, last) -> last)
                .ifPresent(name -> lines.addAll(List.of(
                        "  Lose one:              ./argosy hosts stop " + name,
                        "  Have it again:         ./argosy hosts start " + name)));
        return lines;
    }

    /// Ends the hosts in order, and takes their network away. The server has ended before.
    void end() throws IOException, InterruptedException {
        List<Host> running = provider.list().stream().filter(Host::running).toList();
        terminal.step(running.isEmpty() ? "No host was running" : "Ending " + String.join(", ", names(running)));
        provider.shutDown(names(provider.list()));
        provider.removeNetwork();
    }
}
