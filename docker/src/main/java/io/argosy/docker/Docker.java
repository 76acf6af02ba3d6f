package io.argosy.docker;

import io.argosy.docker.DockerException.Reason;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Docker engine, as far as an agent needs one. Calls block, may be made from any number of virtual threads, and end
/// early when their thread is interrupted.
public final class Docker implements AutoCloseable {
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Duration CREATE = Duration.ofMinutes(1);
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration STOP_MARGIN = Duration.ofMinutes(2);

    private static final int MOST_OF_A_LOG = 1 << 20;

    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]*");

    private final DockerHttp http;

    public Docker(Path socket) throws IOException {
        this.http = new DockerHttp(socket);
    }

    public void ping() throws DockerException {
        http.call("GET", "/_ping", Map.of(), Duration.ofSeconds(5));
    }

    public EngineFacts facts() throws DockerException {
        return EngineFacts.of(Fields.of(http.call("GET", "/info", Map.of(), SHORT)));
    }

    /// Fetches the image; an error told in the middle of the progress counts as one. Given up when there is no progress
    /// for as long as `silence`.
    public void pull(ImageReference image, Optional<RegistryLogin> login, Duration silence) throws DockerException {
        String path = "/images/create?fromImage=" + encoded(image.repository()) + "&tag=" + encoded(image.version());
        Map<String, String> headers =
                login.map(known -> Map.of("X-Registry-Auth", known.header())).orElse(Map.of());
        progress(http.stream("POST", path, headers, silence), _ -> {});
    }

    /// Builds what a Dockerfile in a gzipped archive says; each line of what the engine says goes to `said`. An error
    /// told in the middle of it counts as one. Given up when nothing is said for as long as `silence`.
    public void build(BuildRequest request, Path archive, Consumer<String> said, Duration silence)
            throws DockerException {
        progress(
                http.upload("/build?" + request.query(), archive, request.headers(), silence),
                line -> said.accept(line.text("stream")));
    }

    /// Brings the image to its registry; the digest that it has there.
    public String push(ImageReference image, RegistryLogin login, Duration silence) throws DockerException {
        String path = "/images/" + image.repository() + "/push?tag=" + encoded(image.version());
        var digest = new StringBuilder();
        progress(
                http.stream("POST", path, Map.of("X-Registry-Auth", login.header()), silence),
                line -> digest.append(line.object("aux").text("Digest")));
        if (digest.isEmpty()) {
            throw new DockerException(Reason.ENGINE, "the engine did not say the digest of what it pushed");
        }
        return digest.toString();
    }

    /// Gives an image one more name.
    public void tag(String image, ImageReference name) throws DockerException {
        String to = "repo=" + encoded(name.repository()) + "&tag=" + encoded(name.version());
        http.call("POST", "/images/" + image + "/tag?" + to, Map.of(), SHORT);
    }

    private static void progress(JsonLines all, Consumer<Fields> each) throws DockerException {
        try (all) {
            for (Optional<Fields> line = all.next(); line.isPresent(); line = all.next()) {
                String error = line.get().text("error");
                if (!error.isEmpty()) {
                    throw new DockerException(Reason.ENGINE, error);
                }
                each.accept(line.get());
            }
        }
    }

    /// A name that is no image's would be another path of the engine's API.
    public LocalImage image(String name) throws DockerException {
        if (!IMAGE.matcher(name).matches() || name.contains("..")) {
            throw new DockerException(Reason.REFUSED, "invalid reference format: " + name);
        }
        return LocalImage.of(Fields.of(http.call("GET", "/images/" + name + "/json", Map.of(), SHORT)));
    }

    /// Makes an image of the files in this archive, with one line as a Dockerfile would have it.
    public void importImage(String name, byte[] archive, String change) throws DockerException {
        int colon = name.lastIndexOf(':');
        http.send(
                "/images/create?fromSrc=-&repo=" + encoded(name.substring(0, colon)) + "&tag="
                        + encoded(name.substring(colon + 1)) + "&changes=" + encoded(change),
                archive,
                SHORT);
    }

    /// Takes the name away, and the image with its last name. One that is gone already is no failure; one that a
    /// container uses or that has other names as well is a conflict.
    public void removeImage(String nameOrId) throws DockerException {
        deleteIfPresent("/images/" + nameOrId);
    }

    /// Makes the container and answers its id.
    public String create(String name, ContainerRequest request) throws DockerException {
        String path = "/containers/create?name=" + encoded(name);
        return Fields.of(http.call("POST", path, request.body(), CREATE)).text("Id");
    }

    public void start(String id) throws DockerException {
        http.call("POST", "/containers/" + id + "/start", Map.of(), START);
    }

    /// Asks the container to end and kills it after the grace; returns once it has ended.
    public void stop(String id, Duration grace) throws DockerException {
        http.call("POST", "/containers/" + id + "/stop?t=" + grace.toSeconds(), Map.of(), grace.plus(STOP_MARGIN));
    }

    public void kill(String id, String signal) throws DockerException {
        http.call("POST", "/containers/" + id + "/kill?signal=" + encoded(signal), Map.of(), SHORT);
    }

    public Inspected inspect(String id) throws DockerException {
        return Inspected.of(Fields.of(http.call("GET", "/containers/" + id + "/json", Map.of(), SHORT)));
    }

    /// Removes the container, running or not, with its anonymous volumes. One that is gone already is no failure.
    public void remove(String id) throws DockerException {
        deleteIfPresent("/containers/" + id + "?v=true&force=true");
    }

    /// All containers, stopped ones included, that carry the label (`name=value`).
    public List<Found> containers(String label) throws DockerException {
        return listed("all=true&", "{\"label\":[\"" + label + "\"]}");
    }

    /// The running containers that have a port of this host, whoever made them.
    public List<Found> publishing(int port, String protocol) throws DockerException {
        return listed("", "{\"publish\":[\"" + port + "/" + protocol + "\"]}");
    }

    private List<Found> listed(String which, String filters) throws DockerException {
        Object listed = http.call("GET", "/containers/json?" + which + "filters=" + encoded(filters), Map.of(), SHORT);
        List<Found> found = new ArrayList<>();
        for (Object container : listed instanceof List<?> list ? list : List.of()) {
            found.add(Found.of(Fields.of(container)));
        }
        return found;
    }

    /// The paths of this host that running containers have, whoever made them.
    public List<HostMount> hostMounts() throws DockerException {
        Object listed = http.call("GET", "/containers/json", Map.of(), SHORT);
        return new Fields(Map.of("all", listed))
                .objects("all").stream().flatMap(Docker::hostMounts).toList();
    }

    private static Stream<HostMount> hostMounts(Fields container) {
        String name = container.texts("Names").stream().findFirst().orElse("");
        return container.objects("Mounts").stream()
                .filter(mount -> mount.text("Type").equals("bind"))
                .map(mount -> new HostMount(
                        container.text("Id"), name.replaceFirst("^/", ""), mount.text("Source"), mount.flag("RW")));
    }

    /// One sample of Docker's own statistics, as the engine wrote it; takes about a second.
    public Map<String, Object> stats(String id) throws DockerException {
        return Fields.of(http.call("GET", "/containers/" + id + "/stats?stream=false", Map.of(), SHORT))
                .members();
    }

    /// What the newest health check of a container wrote; nothing when it has none or said nothing.
    public Optional<String> lastHealthOutput(String id) throws DockerException {
        Fields container = Fields.of(http.call("GET", "/containers/" + id + "/json", Map.of(), SHORT));
        List<Fields> checks = container.object("State").object("Health").objects("Log");
        return checks.isEmpty()
                ? Optional.empty()
                : Optional.of(checks.getLast().text("Output").strip()).filter(text -> !text.isEmpty());
    }

    /// The last lines that a container wrote, running or not, of both its outputs; refused when they are too long, or
    /// when its log driver keeps none here.
    public List<String> lastLines(String id, int lines) throws DockerException {
        String path = "/containers/" + id + "/logs?stdout=true&stderr=true&tail=" + lines;
        return LogFrames.lines(http.bytes(path, MOST_OF_A_LOG, Duration.ofSeconds(10)));
    }

    /// What a container wrote from this moment on, both outputs; with `follow` also what it is going to write.
    public ContainerLog log(String id, Instant since, boolean follow) throws DockerException {
        String path = "/containers/" + id + "/logs?stdout=true&stderr=true&timestamps=true&since=" + seconds(since)
                + (follow ? "&follow=true" : "");
        DockerHttp.Opened answer = http.open("GET", path, Map.of(), Duration.ZERO);
        return new ContainerLog(answer.content(), answer.request());
    }

    private static String seconds(Instant moment) {
        return moment.getEpochSecond() + "." + String.format("%09d", moment.getNano());
    }

    public void createVolume(VolumeRequest volume) throws DockerException {
        http.call("POST", "/volumes/create", volume.body(), SHORT);
    }

    public boolean hasVolume(String name) throws DockerException {
        try {
            http.call("GET", "/volumes/" + name, Map.of(), SHORT);
            return true;
        } catch (DockerException absent) {
            if (absent.reason() == Reason.NOT_FOUND) {
                return false;
            }
            throw absent;
        }
    }

    public void removeVolume(String name) throws DockerException {
        deleteIfPresent("/volumes/" + name);
    }

    /// The device of the default bridge, whose addresses are where containers reach this host.
    public String bridgeDevice() throws DockerException {
        Fields bridge = Fields.of(http.call("GET", "/networks/bridge", Map.of(), SHORT));
        return bridge.object("Options").text("com.docker.network.bridge.name");
    }

    /// What happens to containers with the label, from `since` on. The stream ends when the engine does.
    EventStream events(String label, Instant since) throws DockerException {
        String filters = encoded("{\"type\":[\"container\"],\"label\":[\"" + label
                + "\"],\"event\":[\"start\",\"die\",\"oom\",\"health_status\",\"destroy\"]}");
        return new EventStream(
                http.stream("GET", "/events?since=" + seconds(since) + "&filters=" + filters, Map.of(), Duration.ZERO));
    }

    private void deleteIfPresent(String path) throws DockerException {
        try {
            http.call("DELETE", path, Map.of(), Duration.ofMinutes(2));
        } catch (DockerException refused) {
            if (refused.reason() != Reason.NOT_FOUND) {
                throw refused;
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
