package io.argosy.app.configuration;

import io.argosy.addresses.TaskSubnets;
import io.argosy.batch.jobs.JobSettings;
import io.argosy.logs.store.StoreLimits;
import io.argosy.model.AddressRange;
import io.argosy.registry.blobs.DiskReserve;
import io.argosy.wire.access.AccessKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes a server's configuration out of a file, the environment and the command line; the latter win.
public final class ConfigurationReader {
    private static final Path USUAL_FILE = Path.of("/etc/argosy/argosy.toml");

    private final Map<String, String> environment;
    private final Path usualDataDir;

    public ConfigurationReader(Map<String, String> environment, Path usualDataDir) {
        this.environment = Map.copyOf(environment);
        this.usualDataDir = usualDataDir;
    }

    /// `flags` are keys with their values as the command line gave them.
    public ServerConfiguration read(Optional<Path> file, Map<String, String> flags)
            throws ConfigurationRefused, IOException {
        Settings settings = settings(file, flags);
        ServerConfiguration configuration = configuration(settings);
        List<String> wrong = settings.mistakes();
        if (!wrong.isEmpty()) {
            throw new ConfigurationRefused(wrong);
        }
        return configuration;
    }

    /// What file and environment say, by key, in the words they use.
    public Map<String, List<String>> said() throws IOException, ConfigurationRefused {
        Settings settings = settings(Optional.empty(), Map.of());
        configuration(settings);
        List<String> wrong = settings.mistakes();
        if (!wrong.isEmpty()) {
            throw new ConfigurationRefused(wrong);
        }
        return settings.said();
    }

    private Settings settings(Optional<Path> file, Map<String, String> flags) throws IOException {
        List<String> mistakes = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        sources.add(commandLine(flags));
        sources.add(new Source.Environment(environment));
        Optional<Path> chosen = chosen(file);
        if (chosen.isPresent()) {
            sources.add(TomlFile.read(chosen.get(), mistakes));
        }
        return new Settings(sources, mistakes);
    }

    /// Whether a variable sets something, the data directory apart.
    public static boolean sets(String variable) {
        return keys().stream()
                .filter(key -> !key.equals("data-dir"))
                .map(Source.Environment::variable)
                .anyMatch(variable::equals);
    }

    /// Every key there is; those of a group of hosts are called by the name NAME.
    static Set<String> keys() {
        var settings = new Settings(List.of(HostGroups.NAMED), List.of());
        new ConfigurationReader(Map.of(), Path.of("/")).configuration(settings);
        return settings.known();
    }

    /// The file that counts when this one is asked for, or none is.
    public Optional<Path> chosen(Optional<Path> file) {
        return file.or(() ->
                        Optional.ofNullable(environment.get("ARGOSY_CONFIG")).map(Path::of))
                .or(() -> Optional.of(USUAL_FILE).filter(Files::isReadable));
    }

    private static Source commandLine(Map<String, String> flags) {
        Map<String, Setting> settings = new HashMap<>();
        flags.forEach((key, value) ->
                settings.put(key, Setting.words(List.of(value.split(",")), "--" + key.replace('.', '-'))));
        return new Source.Fixed(settings);
    }

    private ServerConfiguration configuration(Settings from) {
        Listen listen = from.one("listen", Listen::parse, Listen.USUAL);
        Tls tls = Tls.read(from, listen);
        Path dataDir = from.one("data-dir", Parse::path, usualDataDir);
        return new ServerConfiguration(
                listen,
                tls,
                endpoint(from, listen, tls),
                dataDir,
                from.one("account-id", Parse::account, "123456789012"),
                from.one("region", Parse::region, "local-1"),
                Set.copyOf(from.list("regions", Parse::region, List.of())),
                firstKey(from),
                policy(from, dataDir),
                new ServerConfiguration.Images(
                        from.one("registry.create-on-push", Parse::flag, false),
                        from.one("registry.delete-blobs", Parse::flag, true),
                        from.one("registry.keep-unused", Parse::duration, Duration.ofDays(1)),
                        from.one(
                                "registry.disk-reserve",
                                text -> new DiskReserve.Kept(Parse.bytes(text), 0),
                                DiskReserve.Kept.USUAL)),
                logs(from),
                new ServerConfiguration.Times(
                        from.one("tasks.healthy-after", Parse::duration, Duration.ofSeconds(40)),
                        from.one("tasks.keep-stopped", Parse::duration, Duration.ofHours(1)),
                        from.one("tasks.keep-history", Parse::duration, Duration.ofDays(7)),
                        from.one("services.longest-back-off", Parse::duration, Duration.ofMinutes(5)),
                        from.one("tasks.longest-wait", Parse::duration, Duration.ofMinutes(30)),
                        jobs(from)),
                new ServerConfiguration.Schedules(
                        from.one("schedules.keep-runs", Parse::duration, Duration.ofDays(30)),
                        from.one("schedules.local-addresses", Parse::flag, false)),
                new ServerConfiguration.Agents(from.one("agents.root-key", Parse::flag, false)),
                new ServerConfiguration.Roles(from.one("access.create-roles", Parse::flag, false)),
                new ServerConfiguration.Instances(
                        from.one("instances.lost-after", Parse::durationOrNever, Duration.ofMinutes(2)),
                        pool(from),
                        from.one("instances.fargate", Parse::flag, true),
                        from.one("instances.scaling-period", Parse::duration, Duration.ofMinutes(1)),
                        HostGroups.read(from, listen)),
                limits(from));
    }

    private static JobSettings jobs(Settings from) {
        JobSettings usual = JobSettings.USUAL;
        return new JobSettings(
                from.one("batch.keep-jobs", Parse::duration, usual.keepEnded()),
                from.one("batch.say-blocked-after", Parse::duration, usual.sayBlockedAfter()),
                from.one("batch.shortest-timeout", Parse::duration, usual.shortestTimeout()));
    }

    private static URI endpoint(Settings from, Listen listen, Tls tls) {
        URI usual = listen.url(tls.scheme());
        URI endpoint = from.one("endpoint", Parse::endpoint, usual);
        if (tls.scheme().equals("https") && endpoint.getScheme().equals("http") && !listen.loopback()) {
            from.mistake(
                    "endpoint",
                    "the port speaks TLS to other machines: say https://" + endpoint.getAuthority()
                            + ", or tls = \"off\" to have all they send readable on the way");
        }
        if (listen.everywhere() && endpoint.equals(usual)) {
            from.mistake(
                    "listen",
                    "every address of the machine names none: set endpoint to the URL that agents and clients use");
        }
        return endpoint;
    }

    private static TaskSubnets.Pool pool(Settings from) {
        TaskSubnets.Pool usual = TaskSubnets.Pool.USUAL;
        AddressRange range = from.one("addresses.pool", AddressRange::parse, usual.range());
        int prefix = from.one("addresses.prefix", Parse::count, usual.prefix());
        if (prefix < range.prefix() || prefix > TaskSubnets.Pool.NARROWEST) {
            from.mistake(
                    "addresses.prefix",
                    "a number from " + range.prefix() + ", which is the whole of " + range + ", to "
                            + TaskSubnets.Pool.NARROWEST + " is needed, not " + prefix);
            return usual;
        }
        return new TaskSubnets.Pool(range, prefix);
    }

    private static ServerConfiguration.Policy policy(Settings from, Path dataDir) {
        return new ServerConfiguration.Policy(
                from.one("policy.privileged", Parse::flag, false),
                from.one("policy.host-pid", Parse::flag, false),
                from.one("policy.host-ipc", Parse::flag, false),
                from.one("policy.docker-socket", Parse::flag, false),
                from.list("policy.host-roots", Parse::absolute, List.of(dataDir.resolve("volumes"))));
    }

    private static StoreLimits logs(Settings from) {
        StoreLimits usual = StoreLimits.USUAL;
        DiskReserve.Kept reserve = from.one(
                "logs.disk-reserve",
                text -> new DiskReserve.Kept(Parse.bytes(text), 0),
                new DiskReserve.Kept(usual.freeBytes(), usual.freePercent()));
        return new StoreLimits(
                from.one("logs.size", Parse::bytes, usual.bytes()),
                from.one("logs.stream-size", Parse::bytes, usual.streamBytes()),
                reserve.bytes(),
                reserve.percent());
    }

    private static ServerConfiguration.Limits limits(Settings from) {
        return new ServerConfiguration.Limits(
                new ServerConfiguration.Bodies(
                        from.one("limits.body", Parse::sizeInMemory, 256 << 10),
                        from.one(
                                "limits.bodies",
                                Parse::bytes,
                                Runtime.getRuntime().maxMemory() / 4),
                        from.one("limits.body-time", Parse::duration, Duration.ofSeconds(20))),
                new ServerConfiguration.Connections(
                        from.one("limits.connections", Parse::count, 4_000),
                        from.one("limits.connections-of-an-address", Parse::count, 1_000),
                        from.one("limits.channels", Parse::count, 12_000),
                        from.one("limits.head-time", Parse::duration, Duration.ofSeconds(20))),
                from.one("limits.requests-at-once", Parse::count, 1_000),
                from.one("limits.slowest-upload", Parse::sizeInMemory, 1 << 10),
                from.one("limits.idle", Parse::duration, Duration.ofSeconds(60)),
                from.one("limits.stop", Parse::duration, Duration.ofSeconds(30)));
    }

    private FirstKey firstKey(Settings from) {
        Optional<Path> file = from.one("credentials", text -> Optional.of(Parse.path(text)), Optional.empty());
        String id = environment.getOrDefault("ARGOSY_ROOT_ACCESS_KEY_ID", "");
        String secret = environment.getOrDefault("ARGOSY_ROOT_SECRET_ACCESS_KEY", "");
        if (id.isEmpty() != secret.isEmpty()) {
            from.mistake("credentials", "ARGOSY_ROOT_ACCESS_KEY_ID and ARGOSY_ROOT_SECRET_ACCESS_KEY go together");
            return new FirstKey.Made();
        }
        return file.<FirstKey>map(FirstKey.InFile::new)
                .orElseGet(
                        () -> id.isEmpty() ? new FirstKey.Made() : new FirstKey.Given(AccessKey.lasting(id, secret)));
    }
}
