package io.argosy.capacity.groups;

import io.argosy.capacity.HostGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Hosts of a program that the operator wrote, by the contract of docs/how-to/capacity.md: `launch N`, `list` and
/// `terminate ID`. What it prints on its standard output is ids, one a line; what it says of a failure goes to its
/// standard error.
public final class ProgramMaker implements HostMaker {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}");
    private static final int MOST_OUTPUT = 256 << 10;
    private static final int MOST_WORDS = 500;
    private static final Duration LIST = Duration.ofSeconds(30);

    private final HostGroup group;
    private final List<String> words;

    public ProgramMaker(HostGroup group, List<String> words) {
        this.group = group;
        this.words = List.copyOf(words);
    }

    @Override
    public List<String> list() throws IOException, InterruptedException {
        List<String> ids = run(List.of("list"), Map.of(), LIST);
        if (new HashSet<>(ids).size() < ids.size()) {
            throw new IOException(words.getFirst() + " list: an id is there twice");
        }
        return ids;
    }

    /// One at a time: each host has a token of its own, and is known by the id that was printed for it.
    @Override
    public String launch(Invitation invitation) throws IOException, InterruptedException {
        List<String> ids = run(
                List.of("launch", "1"), variables(invitation), group.patience().making());
        if (ids.size() != 1) {
            throw new IOException(words.getFirst() + " launch 1: printed " + ids.size() + " ids");
        }
        return ids.getFirst();
    }

    @Override
    public void terminate(String id) throws IOException, InterruptedException {
        run(List.of("terminate", id), Map.of(), group.patience().making());
    }

    private Map<String, String> variables(Invitation invitation) {
        Map<String, String> variables = new HashMap<>();
        variables.put("ARGOSY_HOST", invitation.host());
        variables.put("ARGOSY_ENDPOINT", invitation.endpoint().toString());
        variables.put("ARGOSY_CA_FINGERPRINT", invitation.caFingerprint().orElse(""));
        variables.put("ARGOSY_CLUSTER", invitation.cluster());
        variables.put("ARGOSY_CAPACITY_PROVIDER", invitation.provider());
        variables.put("ARGOSY_JOIN_TOKEN", invitation.token().reveal());
        return variables;
    }

    private List<String> run(List<String> arguments, Map<String, String> variables, Duration limit)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("argosy-hosts", ".out");
        Path complaints = Files.createTempFile("argosy-hosts", ".err");
        try {
            Process process = started(arguments, variables, out, complaints);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw failure(arguments, "did not end within " + limit.toSeconds() + " s", complaints);
            }
            if (process.exitValue() != 0) {
                throw failure(arguments, "ended with status " + process.exitValue(), complaints);
            }
            return ids(arguments, out);
        } finally {
            Files.delete(out);
            Files.delete(complaints);
        }
    }

    private Process started(List<String> arguments, Map<String, String> variables, Path out, Path complaints)
            throws IOException {
        List<String> line = new ArrayList<>(words);
        line.addAll(arguments);
        var builder = new ProcessBuilder(line)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(complaints.toFile());
        // What is set for this program is not meant for those it starts.
        builder.environment().keySet().removeIf(name -> name.startsWith("ARGOSY_"));
        builder.environment().put("ARGOSY_GROUP", group.name());
        builder.environment().put("ARGOSY_CPU", Integer.toString(group.size().cpu()));
        builder.environment()
                .put("ARGOSY_MEMORY_MIB", Integer.toString(group.size().memoryMib()));
        builder.environment().put("ARGOSY_ATTRIBUTES", String.join(",", group.attributes()));
        builder.environment().putAll(variables);
        return builder.start();
    }

    /// What it has started may go on; nobody waits for that.
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private List<String> ids(List<String> arguments, Path out) throws IOException {
        if (Files.size(out) > MOST_OUTPUT) {
            throw new IOException(line(arguments) + ": printed more than " + (MOST_OUTPUT >> 10) + " KiB");
        }
        List<String> ids = new String(Files.readAllBytes(out), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
        for (String id : ids) {
            if (!ID.matcher(id).matches()) {
                throw new IOException(line(arguments) + ": printed what is not an id: " + cut(id));
            }
        }
        return ids;
    }

    private IOException failure(List<String> arguments, String what, Path complaints) throws IOException {
        byte[] said = Files.readAllBytes(complaints);
        return new IOException(
                line(arguments) + " " + what + ": " + cut(new String(said, StandardCharsets.UTF_8).strip()));
    }

    private String line(List<String> arguments) {
        return words.getFirst() + " " + String.join(" ", arguments);
    }

    /// The end of it, where programs say what went wrong.
    private static String cut(String text) {
        return text.length() > MOST_WORDS ? "…" + text.substring(text.length() - MOST_WORDS) : text;
    }
}
