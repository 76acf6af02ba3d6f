package io.argosy.acceptance;

import io.argosy.shapes.argosy.PipelineRunDescription;
import io.argosy.wire.tls.CaFingerprint;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/// The packaged program on this machine: a server and an agent as processes of their own, the Debian `aws` and
/// `docker`. Everything stands in one folder and listens on a free port.
final class PackagedProgram implements AutoCloseable {
    static final String CLUSTER = "acceptance";
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// The engine that `docker` speaks to, too.
    static final String ENGINE =
            Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock");

    private final Path folder;
    private final String host;
    private final int port;
    private @Nullable Process server;
    private @Nullable Process agent;
    private final List<Process> more = new ArrayList<>();

    /// On loopback, and so without TLS.
    PackagedProgram(Path folder) throws IOException {
        this(folder, "127.0.0.1");
    }

    /// On an address of this machine; beyond loopback with a CA of its own.
    PackagedProgram(Path folder, String host) throws IOException {
        this.folder = folder;
        this.host = host;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    URI uri() {
        return URI.create((isEncrypted() ? "https://" : "http://") + host + ":" + port);
    }

    private boolean isEncrypted() {
        return !host.equals("127.0.0.1");
    }

    Path ca() {
        return data().resolve("tls").resolve("ca.pem");
    }

    Path data() {
        return folder.resolve("server");
    }

    void startServer(String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("server", "--data-dir", data().toString(), "--listen", host + ":" + port));
        words.addAll(List.of(more));
        server = start("server.log", environment(), words);
        await("the server answers", this::healthy);
    }

    void startAgent(String... more) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("agent", "--endpoint", uri().toString(), "--cluster", CLUSTER, "--docker", ENGINE));
        words.addAll(List.of("--data-dir", folder.resolve("agent").toString()));
        words.addAll(List.of(more));
        agent = start("agent.log", joining(), words);
        oftenAsked().connectedAgent();
    }

    /// A server, a cluster, and its agent with these flags, whose engine has busybox's image.
    void startWithAgent(String... agentFlags) throws IOException {
        Busybox.make(folder);
        startServer();
        aws("ecs", "create-cluster", "--cluster-name", CLUSTER);
        startAgent(agentFlags);
    }

    /// One more agent of the engine, with a data directory of its own, in any cluster; `joining` is its token.
    Process startAnother(String name, String cluster, String joining, String... flags) throws IOException {
        List<String> words = new ArrayList<>(List.of("agent", "--endpoint", uri().toString(), "--cluster", cluster));
        words.addAll(List.of("--docker", ENGINE, "--introspection-port", "0"));
        words.addAll(List.of("--data-dir", folder.resolve(name).toString()));
        words.addAll(List.of(flags));
        Process started = start(name + ".log", Map.of("ARGOSY_JOIN_TOKEN", joining), words);
        more.add(started);
        return started;
    }

    /// What a command of a client prints, whatever its status.
    Command argosy(String... words) {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("argosy").toString()));
        command.addAll(List.of(words));
        return Command.run(folder, environment(), PATIENCE, command);
    }

    /// What a client's script prints, with the account's key in its variables; one that fails shows what it printed.
    String script(String... words) {
        List<String> command = List.of(words);
        return Command.run(folder, environment(), PATIENCE, command).success(command);
    }

    String instance() {
        return aws("ecs", "list-container-instances", "--cluster", CLUSTER, "--query", "containerInstanceArns[]");
    }

    private Process start(String log, Map<String, String> environment, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("argosy").toString()));
        command.addAll(words);
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// What the agent is given at its first start: a token, and nothing of the account's own key.
    private Map<String, String> joining() {
        if (Files.exists(folder.resolve("agent").resolve("credentials"))) {
            return Map.of();
        }
        Map<String, String> joining = new HashMap<>(Map.of("ARGOSY_JOIN_TOKEN", joinToken()));
        if (isEncrypted()) {
            joining.put("ARGOSY_CA_FINGERPRINT", fingerprint());
        }
        return joining;
    }

    /// A second agent, of which nothing is left, to its end.
    Command agentWithFingerprint(String text) {
        List<String> words = List.of(
                HOME.resolve("argosy").toString(),
                "agent",
                "--endpoint",
                uri().toString(),
                "--docker",
                ENGINE,
                "--data-dir",
                folder.resolve("refused").toString(),
                "--ca-fingerprint",
                text);
        return Command.run(folder, Map.of("ARGOSY_JOIN_TOKEN", "ajt-none"), PATIENCE, words);
    }

    String fingerprint() {
        try {
            return CaFingerprint.of(ca()).text();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// What `argosy token create` prints for scripts; the line for people comes after it.
    String joinToken(String... words) {
        List<String> create = new ArrayList<>(List.of("create"));
        create.addAll(List.of(words));
        return token(create.toArray(String[]::new)).lines().findFirst().orElseThrow();
    }

    /// What `argosy token …` prints.
    String token(String... words) {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("argosy").toString(), "token"));
        command.addAll(List.of(words));
        command.addAll(List.of("--cluster", CLUSTER));
        return Command.run(folder, environment(), PATIENCE, command).success(command);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_SHARED_CREDENTIALS_FILE", data().resolve("credentials").toString(),
                "AWS_CONFIG_FILE", data().resolve("config").toString(),
                "AWS_ENDPOINT_URL", uri().toString(),
                "AWS_PAGER", "",
                "AWS_EC2_METADATA_DISABLED", "true"));
        if (isEncrypted()) {
            environment.put("AWS_CA_BUNDLE", ca().toString());
        }
        return environment;
    }

    private boolean healthy() {
        try {
            var connection =
                    (HttpURLConnection) uri().resolve("/healthz").toURL().openConnection();
            if (connection instanceof HttpsURLConnection encrypted) {
                encrypted.setSSLSocketFactory(new Trust.OfFile(ca()).sockets());
            }
            connection.setReadTimeout(1_000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// The CLI's answer as text; a failure shows what it printed.
    String aws(String... words) {
        List<String> command = awsCommand(words);
        return Command.run(folder, environment(), Duration.ofMinutes(11), command)
                .success(command);
    }

    /// What a waiter of the CLI waits for; once it has come, the waiter must see it at its first look.
    void waits(String waiter, String of) {
        oftenAsked().waiter(waiter, of);
        aws("ecs", "wait", waiter, "--cluster", CLUSTER, waiter.startsWith("tasks") ? "--tasks" : "--services", of);
    }

    /// A run of a pipeline, once it is over.
    PipelineRunDescription runOver(String pipeline, int number) {
        return oftenAsked().runOver(pipeline, number);
    }

    private OftenAsked oftenAsked() {
        return new OftenAsked(uri(), isEncrypted() ? new Trust.OfFile(ca()) : new Trust.OfSystem(), environment());
    }

    /// The CLI's status and words, good or bad.
    Command tryAws(String... words) {
        return Command.run(folder, environment(), Duration.ofMinutes(11), awsCommand(words));
    }

    /// A command of the CLI that goes on until it is stopped; what it prints comes into this file.
    Process startAws(Path output, String... words) throws IOException {
        var builder = new ProcessBuilder(awsCommand(words))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment());
        // Into a file Python writes by the page.
        builder.environment().put("PYTHONUNBUFFERED", "1");
        Process started = builder.start();
        more.add(started);
        return started;
    }

    /// The same as somebody else than the account itself: with these variables in place of its key.
    Command tryAwsAs(Map<String, String> key, String... words) {
        Map<String, String> theirs = new HashMap<>(environment());
        theirs.putAll(key);
        return Command.run(folder, theirs, Duration.ofMinutes(11), awsCommand(words));
    }

    private List<String> awsCommand(String... words) {
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("argosy.aws", "/usr/bin/aws"), "--output", "text"));
        command.addAll(List.of("--endpoint-url", uri().toString()));
        command.addAll(List.of(words));
        return command;
    }

    String docker(String... words) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return Command.run(folder, Map.of(), Duration.ofMinutes(5), command).success(command);
    }

    /// The containers of a task family that run now, in the engine's own words.
    List<String> containers(String family) {
        String ids = docker(
                "ps", "-q", "--no-trunc", "--filter", "label=com.amazonaws.ecs.task-definition-family=" + family);
        return ids.isEmpty() ? List.of() : ids.lines().sorted().toList();
    }

    void killServer() {
        kill(server);
    }

    void killAgent() {
        kill(agent);
    }

    private static void kill(@Nullable Process process) {
        if (process != null) {
            process.toHandle().destroyForcibly();
            join(process);
        }
    }

    private static void join(Process process) {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        await(what, PATIENCE, condition);
    }

    /// Who asks pauses for as long as the answer took: what is waited for needs the processor, too.
    static void await(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        long asked = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + patience + ": " + what);
            }
            pause(Duration.ofNanos(
                    Math.max(System.nanoTime() - asked, Duration.ofMillis(100).toNanos())));
            asked = System.nanoTime();
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    /// Both processes end in order; containers of the test are removed.
    @Override
    public void close() {
        endProcesses();
        String left = docker("ps", "-aq", "--filter", "label=com.amazonaws.ecs.cluster=" + CLUSTER);
        left.lines().forEach(id -> docker("rm", "-f", id));
    }

    /// In order, and nothing of the engine.
    void endProcesses() {
        List<Process> all = new ArrayList<>(more);
        Stream.of(agent, server).filter(Objects::nonNull).forEach(all::add);
        for (Process process : all) {
            process.destroy();
            join(process);
        }
    }
}
