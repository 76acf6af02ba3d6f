package io.argosy.compose;

import java.util.ArrayList;
import java.util.List;

/// What is found while a file is read: what is refused, and what will be otherwise than compose has it.
final class Findings {
    private static final int MOST = 50;

    private final List<String> refusals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void refuse(String path, String why) {
        add(refusals, path, why);
    }

    void note(String path, String what) {
        add(notes, path, what);
    }

    private static void add(List<String> lines, String path, String text) {
        String line = path + ": " + text;
        if (lines.size() < MOST && !lines.contains(line)) {
            lines.add(line);
        }
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /// Ends the reading where something was refused.
    void check() throws ComposeRefused {
        if (!refusals.isEmpty()) {
            throw new ComposeRefused(refusals);
        }
    }
}
