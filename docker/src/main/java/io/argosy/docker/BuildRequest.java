package io.argosy.docker;

import io.argosy.shapes.json.JsonTree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// What is built of an archive: by which file and up to which stage (empty: the last), under which name and
/// labels, with how much of the host, and with what base images are pulled.
public record BuildRequest(
        String dockerfile, String stage, String name, Map<String, String> labels, Share share, RegistryLogin login) {
    /// The engine's own measure of a whole core.
    private static final int PERIOD = 100_000;

    /// CPU units, 1024 a core, none for as much as there is; and memory.
    public record Share(int cpu, int memoryMib) {}

    public BuildRequest {
        labels = Map.copyOf(labels);
    }

    /// Containers of steps are removed whatever comes of them, and have no more memory with swap than without.
    String query() {
        long bytes = (long) share.memoryMib() << 20;
        String cpu = share.cpu() == 0
                ? ""
                : "&cpuperiod=" + PERIOD + "&cpuquota=" + Math.max(1_000L, (long) PERIOD * share.cpu() / 1_024);
        return "dockerfile=" + encoded(dockerfile) + "&target=" + encoded(stage) + "&t=" + encoded(name) + "&labels="
                + encoded(JsonTree.write(labels)) + "&memory=" + bytes + "&memswap=" + bytes + cpu
                + "&rm=true&forcerm=true";
    }

    Map<String, String> headers() {
        String json = JsonTree.write(Map.of(
                login.registry(),
                Map.of(
                        "username",
                        login.username(),
                        "password",
                        login.password().reveal())));
        return Map.of(
                "X-Registry-Config", Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
