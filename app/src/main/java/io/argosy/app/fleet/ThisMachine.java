package io.argosy.app.fleet;

import io.argosy.app.configuration.Listen;
import io.argosy.views.Terminal;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// This machine and its engine, with one agent.
public final class ThisMachine implements Machines {
    static final URI PAGE = URI.create("http://localhost:8700/");

    private final FleetPaths home;
    private final Listen listen;
    private final LocalProcesses processes;

    public ThisMachine(FleetPaths home, Listen listen, URI endpoint, Terminal terminal) {
        this.home = home;
        this.listen = listen;
        this.processes = new LocalProcesses(home, endpoint, terminal);
    }

    /// Says who has a port that is needed, before anything is started or remembered.
    public void checkPorts() throws IOException, InterruptedException {
        var command = new Command(home.program(), home.data().resolve("up.log"));
        boolean serverRuns = processes.server().running();
        new NeededPorts(home, listen, command, new OwnContainers(home, command)).check(serverRuns);
    }

    @Override
    public void makeReady() {}

    @Override
    public Arrival start(Api api) throws IOException {
        processes.startAgent(api);
        return () -> processes.awaitAgent(api);
    }

    @Override
    public Map<String, String> engine() {
        return Map.of();
    }

    @Override
    public Map<String, String> queue() {
        return Map.of("QUEUE_HOST", "", "QUEUE_CERTIFICATE", "", "QUEUE_CA", "");
    }

    @Override
    public int desired(SampleComponent part, int usual) {
        return usual;
    }

    @Override
    public Optional<URI> page(Api api) {
        return Optional.of(PAGE);
    }

    @Override
    public Map<String, String> names(Api api) {
        return Map.of();
    }

    @Override
    public List<String> hints(Api api) {
        return List.of("  Three workers:         aws ecs update-service --service shop-worker --desired-count 3");
    }
}
