package io.argosy.capacity.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.capacity.HostGroup;
import io.argosy.model.Resources;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator's program is a script of the shell: one that works, and what else such programs do.
final class ProgramMakerTest {
    private static final Invitation INVITATION = new Invitation(
            "pool-1",
            URI.create("https://fleet.example:9080"),
            Optional.of("sha256:" + "0".repeat(64)),
            "default",
            "made",
            new Secret("ajt-secret"));

    @TempDir
    private Path folder;

    private ProgramMaker maker(String script, Duration patience) throws IOException {
        Path program = folder.resolve("hosts.sh");
        Files.writeString(program, "#!/bin/sh\ncd " + folder + "\n" + script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var group = new HostGroup(
                "pool",
                new HostGroup.Maker.Program(List.of(program.toString(), "--zone", "a")),
                0,
                3,
                new Resources(1024, 512, Set.of(), Set.of()),
                List.of("rack=1", "stack=prod"),
                new HostGroup.Patience(patience, patience));
        return new ProgramMaker(group, List.of(program.toString(), "--zone", "a"));
    }

    private ProgramMaker maker(String script) throws IOException {
        return maker(script, Duration.ofMinutes(1));
    }

    @Test
    void oneThatWorksIsToldAllAHostNeeds() throws Exception {
        ProgramMaker maker = maker("""
                case "$3" in
                launch) env | grep ^ARGOSY_ | sort >told; echo vm-7 >>hosts; echo vm-7 ;;
                list) cat hosts ;;
                terminate) grep -vx "$4" hosts >left; mv left hosts ;;
                esac
                """);

        assertThat(maker.launch(INVITATION)).isEqualTo("vm-7");
        assertThat(maker.list()).containsExactly("vm-7");
        assertThat(Files.readString(folder.resolve("told"))).isEqualTo("""
                ARGOSY_ATTRIBUTES=rack=1,stack=prod
                ARGOSY_CAPACITY_PROVIDER=made
                ARGOSY_CA_FINGERPRINT=sha256:%s
                ARGOSY_CLUSTER=default
                ARGOSY_CPU=1024
                ARGOSY_ENDPOINT=https://fleet.example:9080
                ARGOSY_GROUP=pool
                ARGOSY_HOST=pool-1
                ARGOSY_JOIN_TOKEN=ajt-secret
                ARGOSY_MEMORY_MIB=512
                """.formatted("0".repeat(64)));
        maker.terminate("vm-7");
        assertThat(maker.list()).isEmpty();
    }

    @Test
    void oneThatFailsSaysWhyOnItsStandardError() throws IOException {
        ProgramMaker maker = maker("echo vm-1; echo 'quota exceeded' >&2; exit 3");

        assertThatThrownBy(() -> maker.launch(INVITATION))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("launch 1 ended with status 3: quota exceeded");
        assertThatThrownBy(maker::list).hasMessageContaining("list ended with status 3");
        assertThatThrownBy(() -> maker.terminate("vm-1")).hasMessageContaining("terminate vm-1 ended");
    }

    @Test
    void oneThatIsTooSlowIsEnded() throws IOException {
        ProgramMaker maker = maker("sleep 600", Duration.ofMillis(200));

        assertThatThrownBy(() -> maker.launch(INVITATION)).hasMessageContaining("did not end within");
    }

    @Test
    void oneThatPrintsSomethingElseIsNotBelieved() throws IOException {
        assertThatThrownBy(() -> maker("true").launch(INVITATION)).hasMessageContaining("printed 0 ids");
        assertThatThrownBy(() -> maker("echo a; echo b").launch(INVITATION)).hasMessageContaining("printed 2 ids");
        assertThatThrownBy(() -> maker("echo 'Creating machine...'").launch(INVITATION))
                .hasMessageContaining("printed what is not an id: Creating machine...");
        assertThatThrownBy(() -> maker("echo a; echo a").list()).hasMessageContaining("an id is there twice");
        assertThatThrownBy(() -> maker("seq 1000000").list()).hasMessageContaining("printed more than 256 KiB");
    }

    @Test
    void oneThatIsNotThereIsSaid() {
        var group = new HostGroup(
                "pool",
                new HostGroup.Maker.Program(List.of("/nowhere")),
                0,
                1,
                Resources.NONE,
                List.of(),
                new HostGroup.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5)));

        assertThatThrownBy(new ProgramMaker(group, List.of("/nowhere"))::list)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere");
    }
}
