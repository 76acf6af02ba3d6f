package io.argosy.hosts;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Hosts on this machine, `h1` and on: each has its own network, processes, mounts and name by the kernel's namespaces,
/// a folder as its disk, an engine and an agent. What there is of them is read from the folders and from the running
/// processes, so whoever starts and stops them may be killed at any time. Needs root.
public final class LocalHosts implements InstanceProvider {
    public static final int MOST = 20;

    /// The attribute by which a host's container instance gives its name.
    public static final String NAME_ATTRIBUTE = "host";

    private static final Duration SHUT_DOWN = Duration.ofSeconds(45);
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private final Path folder;
    private final LocalNetwork network;
    private final HostProcesses processes;
    private final HostCgroups cgroups = new HostCgroups(CGROUPS);
    private final String mark;
    private final List<String> engineFlags;
    private final String prefix;

    /// `folder` holds the hosts; `program` is where Argosy is; `engineFlags` are for the engines.
    public LocalHosts(Path folder, Path program, Subnet subnet, List<String> engineFlags) {
        this(folder, program, subnet, engineFlags, "");
    }

    /// Hosts that call themselves by this prefix and their names, apart from those of other folders.
    public LocalHosts(Path folder, Path program, Subnet subnet, List<String> engineFlags, String prefix) {
        this.prefix = prefix;
        this.folder = folder.toAbsolutePath().normalize();
        this.mark = mark(this.folder);
        this.network = new LocalNetwork(mark, subnet);
        this.processes = new HostProcesses(program.resolve("launcher/host.sh"));
        this.engineFlags = List.copyOf(engineFlags);
    }

    /// What devices, chains and control groups of a folder's hosts are called; a device has 15 letters at most.
    private static String mark(Path folder) {
        return "argosy-%04x".formatted(folder.toString().hashCode() & 0xFFFF);
    }

    /// Which of the networks there are for hosts would be this folder's, if it is free.
    public static int preferredSubnet(Path folder) {
        return folder.toAbsolutePath().normalize().toString().hashCode() & 0xFF;
    }

    /// Makes the network that they share with this machine, which has an address on it from then on.
    public void makeNetwork() throws IOException, InterruptedException {
        network.ensure();
    }

    /// Removes it, and what else of this machine hosts had that have ended.
    public void removeNetwork() throws IOException, InterruptedException {
        network.remove();
    }

    @Override
    public List<Host> list() throws IOException {
        Map<Path, List<ProcessHandle>> running = processes.running();
        return numbers().stream()
                .map(number -> new Host(
                        "h" + number,
                        network.subnet().host(number),
                        running.containsKey(folder("h" + number)) ? Host.State.RUNNING : Host.State.STOPPED,
                        folder("h" + number).resolve("docker.sock")))
                .toList();
    }

    private Set<Integer> numbers() throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> hosts = Files.newDirectoryStream(folder, "h[0-9]*")) {
                hosts.forEach(host -> numbers.add(number(host.getFileName().toString())));
            }
        }
        return numbers;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    private Path folder(String name) {
        return folder.resolve(name);
    }

    private List<Path> folders(List<String> names) throws IOException {
        List<String> known = list().stream().map(Host::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IOException("there is no host " + name + "; there are " + String.join(", ", known));
            }
        }
        return names.stream().map(this::folder).toList();
    }

    @Override
    public List<Host> launch(int count, Joining joining) throws IOException, InterruptedException {
        Set<Integer> taken = numbers();
        if (taken.size() + count > MOST) {
            throw new IOException("a machine has " + MOST + " hosts at most");
        }
        List<String> names = Stream.iterate(1, number -> number + 1)
                .filter(number -> !taken.contains(number))
                .limit(count)
                .map(number -> "h" + number)
                .toList();
        try {
            for (String name : names) {
                make(name, joining);
            }
            boot(names, Map.of("ARGOSY_JOIN_TOKEN", joining.token().reveal()));
        } catch (IOException failure) {
            remove(names);
            throw failure;
        }
        return list().stream().filter(host -> names.contains(host.name())).toList();
    }

    private void make(String name, Joining joining) throws IOException {
        Path host = folder(name);
        Files.createDirectories(
                host, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.write(host.resolve("engine.words"), engineFlags);
        List<String> agent = new ArrayList<>(
                List.of("--endpoint", joining.endpoint().toString(), "--cluster", joining.cluster(), "--data-dir"));
        agent.addAll(List.of(host.resolve("agent").toString(), "--docker", "unix://" + host.resolve("docker.sock")));
        agent.addAll(List.of("--attributes", NAME_ATTRIBUTE + "=" + prefix + name));
        agent.addAll(joining.agentFlags());
        Files.write(host.resolve("agent.words"), agent);
    }

    @Override
    public void start(List<String> names) throws IOException, InterruptedException {
        folders(names);
        Map<Path, List<ProcessHandle>> running = processes.running();
        boot(names.stream().filter(name -> !running.containsKey(folder(name))).toList(), Map.of());
    }

    private void boot(List<String> names, Map<String, String> environment) throws IOException, InterruptedException {
        network.ensure();
        for (String name : names) {
            try {
                boot(name, environment);
            } catch (IOException failure) {
                throw new IOException("host " + name + ": " + failure.getMessage(), failure);
            }
        }
    }

    private void boot(String name, Map<String, String> environment) throws IOException, InterruptedException {
        Subnet subnet = network.subnet();
        List<String> arguments =
                List.of(prefix + name, subnet.host(number(name)) + "/24", subnet.machine(), traces(name));
        ProcessHandle process = processes.start(folder(name), arguments, environment);
        network.connect(traces(name), process.pid());
    }

    /// What a host's device on the bridge and its control groups are called.
    private String traces(String name) {
        return mark + "-" + name;
    }

    @Override
    public void stop(List<String> names) throws IOException, InterruptedException {
        List<Path> folders = folders(names);
        processes.kill(folders);
        clear(names);
    }

    @Override
    public void shutDown(List<String> names) throws IOException, InterruptedException {
        processes.end(folders(names), SHUT_DOWN);
        clear(names);
    }

    /// Takes away what of ended hosts is left on this machine.
    private void clear(List<String> names) throws IOException, InterruptedException {
        for (String name : names) {
            network.disconnect(traces(name));
            cgroups.remove(traces(name));
        }
    }

    @Override
    public void terminate(List<String> names) throws IOException, InterruptedException {
        shutDown(names);
        remove(names);
    }

    private void remove(List<String> names) throws IOException, InterruptedException {
        processes.kill(names.stream().map(this::folder).toList());
        clear(names);
        for (String name : names) {
            removeAll(folder(name));
        }
    }

    private static void removeAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
