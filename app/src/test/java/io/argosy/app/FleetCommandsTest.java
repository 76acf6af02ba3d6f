package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.app.configuration.ServerConfiguration.Policy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class FleetCommandsTest {
    @Test
    void theAgentOfThisMachineIsHeldToTheServersPolicy() {
        var roots = List.of(Path.of("/srv/a"), Path.of("/srv/b"));

        List<String> none = FleetCommands.agentFlags(new Policy(false, false, false, false, roots));
        List<String> all = FleetCommands.agentFlags(new Policy(true, true, true, true, roots));

        assertThat(none).containsExactly("--host-roots", "/srv/a,/srv/b");
        assertThat(all)
                .containsExactly(
                        "--host-roots",
                        "/srv/a,/srv/b",
                        "--allow-privileged",
                        "--allow-host-pid",
                        "--allow-host-ipc",
                        "--allow-docker-socket");
        var agent = new CommandLine(new AgentCommand());
        assertThat(agent.getCommandSpec().optionsMap().keySet())
                .containsAll(all.stream().filter(word -> word.startsWith("--")).toList());
    }
}
