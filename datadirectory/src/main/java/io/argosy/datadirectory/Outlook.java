package io.argosy.datadirectory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a restore will do, in lines for the person who is about to let it.
public record Outlook(About about, List<String> lines) {
    private static final int MOST = 20;

    public Outlook {
        lines = List.copyOf(lines);
    }

    /// From what a data directory wants now to what a backup wants, and which images nobody can pull then.
    static Outlook of(About about, Wants now, Wants then, List<String> lostImages) {
        List<String> lines = new ArrayList<>();
        say(lines, "services that end, with their tasks", Wants.without(now.services(), then.services()));
        say(lines, "services that come back", Wants.without(then.services(), now.services()));
        say(lines, "services that change", Wants.changed(now.services(), then.services()));
        say(lines, "tasks that are stopped", Wants.without(now.tasks(), then.tasks()));
        say(
                lines,
                "tasks that are wanted again: what has ended since may run once more",
                Wants.without(then.tasks(), now.tasks()));
        say(
                lines,
                "keys of agents that end: those hosts need a new join token",
                Wants.without(now.keys(), then.keys()));
        say(
                lines,
                "keys of agents that come back: revoke again what was revoked",
                Wants.without(then.keys(), now.keys()));
        say(lines, "images that must be pushed again", lostImages);
        return new Outlook(about, lines);
    }

    Outlook with(String first) {
        return new Outlook(
                about, Stream.concat(Stream.of(first), lines.stream()).toList());
    }

    private static void say(List<String> lines, String what, Map<String, String> entries) {
        say(
                lines,
                what,
                entries.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .toList());
    }

    private static void say(List<String> lines, String what, List<String> entries) {
        if (!entries.isEmpty()) {
            lines.add(what + ": " + entries.size());
            entries.stream().limit(MOST).forEach(entry -> lines.add("  " + entry));
            if (entries.size() > MOST) {
                lines.add("  … and " + (entries.size() - MOST) + " more");
            }
        }
    }
}
