package io.argosy.app.fleet;

import io.argosy.datadirectory.DataDirectory;
import io.argosy.wire.access.KeyFiles;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where `up` keeps what it needs again: the data directory, Argosy's own folder with the samples, and
/// what of the server's policy its agent is told.
public record FleetPaths(Path program, Path data, List<String> agentFlags) {
    public FleetPaths {
        agentFlags = List.copyOf(agentFlags);
    }

    Path samples() {
        return program.resolve("samples");
    }

    Path launcher() {
        return program.resolve("argosy");
    }

    /// Runs a program again when it dies.
    Path keeper() {
        return program.resolve("launcher/keep.sh");
    }

    /// The data directory of the agent.
    Path agent() {
        return data.resolve("agent");
    }

    /// The hosts of `up --hosts`, each with a folder of its own.
    public Path hosts() {
        return data.resolve("hosts");
    }

    /// The groups whose hosts the server makes on this machine, each with a folder of its own.
    List<Path> groups() throws IOException {
        Path groups = data.resolve("groups");
        if (!Files.isDirectory(groups)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(groups)) {
            return folders.toList();
        }
    }

    /// What the first `up` was told.
    public Path settings() {
        return data.resolve("up.toml");
    }

    /// The engine that the agent drives, once known.
    private Path engine() {
        return data.resolve("engine");
    }

    /// Keeps the engine that `up` was told for those that come after it, the launcher among them, and tells it to the
    /// agent. The agent needs one by its socket.
    public FleetPaths on(String engine) throws IOException {
        if (!engine.startsWith("unix://")) {
            throw new IOException("DOCKER_HOST is " + engine
                    + ": the agent drives an engine of its own machine by a socket, as in unix:///var/run/docker.sock");
        }
        if (!Files.exists(engine())) {
            KeyFiles.write(engine(), engine + "\n");
        }
        List<String> flags = new ArrayList<>(agentFlags);
        flags.addAll(List.of("--docker", engine));
        return new FleetPaths(program, data, flags);
    }

    Path deployer() {
        return data.resolve("shop");
    }

    /// Makes the folders that `up` writes into, its user's only.
    public void make() throws IOException {
        DataDirectory.make(data);
        DataDirectory.checkOpen(data);
        DataDirectory.make(deployer());
    }

    /// The CA of the server, once that has made one.
    Path ca() {
        return data.resolve("tls").resolve("ca.pem");
    }

    /// Whom clients on this machine trust to be its server: that one's own CA, or whoever AWS tools are told
    /// to trust.
    public Trust trust(Map<String, String> environment) {
        return Files.isReadable(ca()) ? new Trust.OfFile(ca()) : bundle(environment);
    }

    /// Whom AWS tools are told to trust.
    public static Trust bundle(Map<String, String> environment) {
        String bundle = environment.getOrDefault("AWS_CA_BUNDLE", "");
        return bundle.isEmpty()
                ? new Trust.OfSystem()
                : new Trust.OfFile(Path.of(bundle).toAbsolutePath());
    }

    /// The variables by which AWS tools find key and region.
    public Map<String, String> awsFiles() {
        return Map.of(
                "AWS_SHARED_CREDENTIALS_FILE", data.resolve("credentials").toString(),
                "AWS_CONFIG_FILE", data.resolve("config").toString());
    }

    /// Made once, for the sample's queue; readable by its owner only.
    String queuePassword() throws IOException {
        return once("queue-password", random(18));
    }

    /// What the names of the sample's volumes begin with: two data directories share none. Those made before had
    /// `deployer`.
    String volumes() throws IOException {
        boolean older = Files.exists(deployer().resolve("queue.json"));
        return once("volumes", older ? "shop" : "shop-" + random(4));
    }

    private String once(String name, String text) throws IOException {
        Path file = deployer().resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text + "\n");
        }
        return Files.readString(file).strip();
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /// A file for shells and scripts: with it, `aws` speaks to this server, through a wrapper that comes first on PATH.
    Path shellFile(URI endpoint) throws IOException {
        Path bin = Files.createDirectories(data.resolve("bin"));
        Path wrapper = bin.resolve("aws");
        Files.writeString(wrapper, WRAPPER.formatted(endpoint));
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
        Path env = data.resolve("env");
        KeyFiles.write(
                env,
                VARIABLES.formatted(env, data.resolve("credentials"), data.resolve("config"), endpoint, bin)
                        + (endpoint.getScheme().equals("https") && Files.exists(ca())
                                ? "export AWS_CA_BUNDLE='" + ca() + "'\n"
                                : ""));
        return env;
    }

    private static final String VARIABLES = """
            # Use it as: . %1$s
            export AWS_SHARED_CREDENTIALS_FILE='%2$s' AWS_CONFIG_FILE='%3$s' AWS_ENDPOINT_URL='%4$s'
            case :$PATH: in
              *:'%5$s':*) ;;
              *) export PATH='%5$s':"$PATH" ;;
            esac
            """;

    private static final String WRAPPER = """
            #!/bin/sh
            # Command lines before 2.13 do not read AWS_ENDPOINT_URL, and an old version 1 may come first on PATH.
            here=$(cd "$(dirname "$0")" && pwd)
            PATH=/usr/bin:/usr/local/bin:$(printf %%s "$PATH" | tr : '\n' | grep -vxF "$here" | paste -sd : -)
            if ! command -v aws >/dev/null; then
              echo "the AWS command line is not installed: apt-get install -y awscli" >&2
              exit 127
            fi
            exec aws --endpoint-url "${AWS_ENDPOINT_URL:-%s}" "$@"
            """;
}
