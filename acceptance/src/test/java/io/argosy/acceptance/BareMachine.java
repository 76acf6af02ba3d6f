package io.argosy.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A machine with nothing but a bare Debian and its systemd: namespaces of this machine, disks in memory, a cable to a
/// bridge. Its plug can be pulled; its disks last as long as it.
final class BareMachine implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src/test/resources/bare").toAbsolutePath();

    private final String name;
    private final Path folder;
    private final Path notes;
    private final Process life;

    /// `suite` names the Debian, `hosts` are lines of its /etc/hosts; what is typed and shown there is written into
    /// `notes`. It is switched on.
    BareMachine(String name, String suite, String hosts, Path parent, Path notes) throws IOException {
        this.name = name;
        this.notes = Files.createDirectories(notes);
        this.folder = Files.createDirectories(parent.resolve(name));
        String made = Command.run(
                        folder,
                        Map.of(),
                        Duration.ofMinutes(10),
                        List.of(SCRIPTS.resolve("root.sh").toString(), suite))
                .success(List.of("root.sh", suite));
        List<String> words = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + space()));
        words.addAll(List.of("unshare", "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child"));
        words.addAll(List.of(SCRIPTS.resolve("machine.sh").toString(), made, name, folder.toString(), hosts));
        life = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(notes.resolve(name + ".console").toFile())
                .start();
        on();
    }

    private String space() {
        return BareNetwork.PREFIX + name;
    }

    private void say(String word) {
        try {
            life.getOutputStream().write((word + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            life.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void on() {
        say("on");
        PackagedProgram.await(
                name + " is up",
                () -> Command.run(
                                Path.of("/"),
                                Map.of(),
                                Duration.ofSeconds(20),
                                into("systemctl", "is-system-running", "--wait"))
                        .output()
                        .strip()
                        .equals("running"));
    }

    /// As if its plug were pulled.
    void off() {
        say("off");
        PackagedProgram.await(name + " is off", () -> leader().isEmpty());
    }

    /// Packages that it fetched are there for the next of its kind.
    void keepPackages() {
        say("keep");
    }

    private String leader() {
        String file = space() + "/payload/init.scope/cgroup.procs";
        return Shell.run("cat /sys/fs/cgroup/systemd/" + file + " /sys/fs/cgroup/" + file + " 2>/dev/null | head -n 1");
    }

    /// The words of a command that is to run there.
    List<String> into(String... command) {
        List<String> words = new ArrayList<>(List.of("nsenter", "--target", leader().isEmpty() ? "0" : leader()));
        words.addAll(
                List.of("--mount", "--pid", "--net", "--uts", "--ipc", "--root", "--wd", "env", "-i", "HOME=/root"));
        words.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        words.addAll(List.of(command));
        return words;
    }

    /// Root's terminal there.
    Terminal terminal() throws IOException {
        return new Terminal(into(), notes.resolve(name + ".txt"));
    }

    /// What these lines print there; a line that fails fails the test.
    String run(String lines) {
        List<String> words = into("sh", "-ec", lines);
        return Command.run(folder, Map.of(), Duration.ofMinutes(3), words).success(words);
    }

    /// A file of this machine, over there.
    void copy(Path from, String to) {
        Shell.run("cat '" + from + "' | " + String.join(" ", into("tee", to)) + " >/dev/null");
    }

    /// Its journal joins the notes first.
    @Override
    public void close() {
        if (!leader().isEmpty()) {
            Shell.attempt(String.join(" ", into("journalctl", "--no-pager")) + " >" + notes.resolve(name + ".journal"));
        }
        try {
            life.getOutputStream().close();
            life.waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
