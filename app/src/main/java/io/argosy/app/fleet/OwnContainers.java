package io.argosy.app.fleet;

import io.argosy.agent.tasks.Labels;
import io.argosy.agent.tasks.Owner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The containers of one data directory's agent, found by the label it gives them: nobody else need answer for it, and
/// those of other agents and other data directories are never among them.
final class OwnContainers {
    private final String label;
    private final Command command;

    OwnContainers(FleetPaths home, Command command) throws IOException {
        this.label = "label=" + Labels.PLACE + "=" + Owner.placeOf(home.agent());
        this.command = command;
    }

    List<String> running() throws IOException, InterruptedException {
        return listed();
    }

    /// Stopped ones too.
    List<String> all() throws IOException, InterruptedException {
        return listed("--all");
    }

    /// Those that use the ports of this host without publishing them.
    List<String> onHostNetwork() throws IOException, InterruptedException {
        return listed("--filter", "network=host");
    }

    private List<String> listed(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("docker", "ps", "--quiet", "--no-trunc", "--filter", label));
        words.addAll(List.of(more));
        return command.lines(words);
    }
}
