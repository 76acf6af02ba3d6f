package io.argosy.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A host of its own on this machine: a network namespace, a Docker engine and an agent in it, and a small disk that
/// holds what both of them keep.
final class Host implements AutoCloseable {
    private static final int DISK_MIB = 600;

    private final String name;
    private final Path folder;
    private final Wires wires;
    private final Kept engine;
    private final Kept agent;

    Host(int number, Path parent, Wires wires, String cluster, Map<String, String> environment) {
        this.name = "argosy-h" + number;
        this.folder = parent.resolve(name);
        this.wires = wires;
        close(name, folder);
        Shell.run("mkdir -p " + disk());
        Shell.run("""
                truncate -s %1$dM %2$s.img
                mkfs.ext4 -q -m 0 %2$s.img
                mount -o loop %2$s.img %2$s
                """.formatted(DISK_MIB, disk()));
        wires.connect(name, number);
        engine = new Kept(engineWords(number), Map.of(), folder.resolve("engine.log"));
        agent = new Kept(agentWords(cluster), environment, folder.resolve("agent.log"));
        startEngine();
    }

    private Path disk() {
        return folder.resolve("disk");
    }

    private Path socket() {
        return folder.resolve("docker.sock");
    }

    private List<String> inside(String... words) {
        List<String> whole = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + name));
        whole.addAll(List.of(words));
        return whole;
    }

    private List<String> engineWords(int number) {
        return inside(
                "dockerd",
                "--data-root",
                disk().resolve("docker").toString(),
                "--exec-root",
                folder.resolve("exec").toString(),
                "--pidfile",
                folder.resolve("engine.pid").toString(),
                "--host",
                "unix://" + socket(),
                "--bip",
                "172.31." + number + ".1/24",
                "--cgroup-parent",
                "/" + name);
    }

    private List<String> agentWords(String cluster) {
        return inside(
                Path.of("..").toAbsolutePath().normalize().resolve("argosy").toString(),
                "agent",
                "--endpoint",
                "http://" + wires.server() + ":" + WiredFleet.PORT,
                "--cluster",
                cluster,
                "--docker",
                "unix://" + socket(),
                "--data-dir",
                disk().resolve("agent").toString(),
                "--disk-reserve",
                "50",
                "--keep-stopped",
                "32");
    }

    void startEngine() {
        Shell.attempt("rm -f " + folder.resolve("engine.pid"));
        engine.start();
        PackagedProgram.await(
                name + ": the engine answers", () -> tryDocker("version").status() == 0);
    }

    void startAgent() {
        agent.start();
    }

    void stopAgent(boolean forcibly) {
        if (forcibly) {
            agent.kill();
        } else {
            agent.stop();
        }
    }

    void stopEngine(boolean forcibly) {
        if (forcibly) {
            engine.kill();
        } else {
            engine.stop();
        }
    }

    /// As if the power went: agent, engine and every container at one moment.
    void die() {
        String containers = docker("ps", "-q", "--no-trunc");
        agent.kill();
        engine.kill();
        Shell.attempt("kill -9 $(ip netns pids " + name + ")");
        containers.lines().forEach(id -> Shell.attempt("kill -9 $(pgrep -f 'containerd-shim.*" + id + "')"));
        containers
                .lines()
                .forEach(id -> Shell.attempt("find /sys/fs/cgroup -path '*" + id
                        + "*' -name cgroup.procs -exec cat {} +" + " 2>/dev/null | sort -u | xargs -r kill -9"));
    }

    void comeBack() {
        startEngine();
        startAgent();
    }

    void freezeEngine(Duration span) {
        Shell.run("kill -STOP " + enginePids());
        PackagedProgram.pause(span);
        Shell.run("kill -CONT " + enginePids());
    }

    private String enginePids() {
        return Shell.run("echo $(cat %s) $(cat %s)"
                .formatted(folder.resolve("engine.pid"), folder.resolve("exec/containerd/containerd.pid")));
    }

    void fillDisk() {
        Shell.attempt("dd if=/dev/zero of=" + ballast() + " bs=1M 2>/dev/null");
        Shell.attempt("dd if=/dev/zero of=" + ballast() + " bs=1 count=4096 oflag=append conv=notrunc 2>/dev/null");
    }

    void freeDisk() {
        Shell.run("rm -f " + ballast());
    }

    private Path ballast() {
        return disk().resolve("ballast");
    }

    void cut() {
        wires.cut(name);
    }

    void mend() {
        wires.mend(name);
    }

    boolean listensOn(int port) {
        List<String> words = inside("cat", "/proc/net/tcp", "/proc/net/tcp6");
        String listening = ".*:%04X 0+:0000 0A .*".formatted(port);
        return Command.run(folder, Map.of(), Duration.ofSeconds(20), words)
                .success(words)
                .lines()
                .anyMatch(line -> line.matches(listening));
    }

    String docker(String... words) {
        List<String> whole = dockerWords(words);
        return Command.run(folder, Map.of(), Duration.ofMinutes(1), whole).success(whole);
    }

    private Command tryDocker(String... words) {
        return Command.run(folder, Map.of(), Duration.ofSeconds(10), dockerWords(words));
    }

    private List<String> dockerWords(String... words) {
        List<String> whole = new ArrayList<>(List.of("docker", "--host", "unix://" + socket()));
        whole.addAll(List.of(words));
        return whole;
    }

    void load(Path image) {
        docker("load", "-q", "-i", image.toString());
    }

    @Override
    public void close() {
        agent.kill();
        Shell.attempt("docker -H unix://%1$s ps -q | xargs -r docker -H unix://%1$s rm -f".formatted(socket()));
        engine.stop();
        close(name, folder);
    }

    private static void close(String name, Path folder) {
        Shell.attempt("kill -9 $(ip netns pids %1$s) 2>/dev/null; ip netns del %1$s".formatted(name));
        Shell.attempt("for m in $(awk '{print $2}' /proc/mounts | grep '^%s/' | sort -r); do umount -l $m; done"
                .formatted(folder));
        Shell.attempt("find /sys/fs/cgroup -depth -type d -path '*/%s*' -exec rmdir {} \\;".formatted(name));
    }
}
