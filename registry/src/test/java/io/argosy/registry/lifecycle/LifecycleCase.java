package io.argosy.registry.lifecycle;

import io.argosy.lifecycle.ImageTimes;
import io.argosy.registry.images.Image;
import io.argosy.shapes.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One case of `lifecycle-cases.txt`: images, rules, and what each run does to whom.
record LifecycleCase(String name, List<String> images, List<Object> rules, List<Object> runs) {
    static final String REPOSITORY = "team/web";
    private static final Path CASES = Path.of("src/test/resources/lifecycle-cases.txt");

    /// So many days pass before the next run.
    record Days(int count) {}

    static List<LifecycleCase> all() throws IOException {
        List<LifecycleCase> cases = new ArrayList<>();
        for (String line : Files.readAllLines(CASES)) {
            if (line.startsWith("L")) {
                String[] parts = line.split(" \\| ");
                cases.add(new LifecycleCase(
                        parts[0], List.of(parts[1].split("; ")), new ArrayList<>(), new ArrayList<>()));
            } else if (line.startsWith(" rule")) {
                cases.getLast().rules.add(rule(line.strip()));
            } else if (line.startsWith(" run")) {
                cases.getLast().runs.add(outcome(line.strip()));
            } else if (line.startsWith(" days")) {
                cases.getLast().runs.add(new Days(Integer.parseInt(line.strip().split(" ")[1])));
            }
        }
        return cases;
    }

    private static Map<String, String> outcome(String line) {
        Map<String, String> outcome = new TreeMap<>();
        if (line.contains(" ")) {
            for (String what : line.substring("run ".length()).split("; ")) {
                outcome.put(what.split(" ")[0], what.split(" ")[1]);
            }
        }
        return outcome;
    }

    private static Map<String, Object> rule(String line) {
        boolean archives = line.endsWith(" -> archive");
        List<String> words =
                new ArrayList<>(List.of(line.replace(" -> archive", "").split(" ")));
        Map<String, Object> selection = new LinkedHashMap<>();
        int at = 3;
        switch (words.get(2)) {
            case "prefix", "pattern" -> {
                selection.put("tagStatus", "tagged");
                selection.put(
                        words.get(2).equals("prefix") ? "tagPrefixList" : "tagPatternList",
                        List.of(words.get(at++).split(",")));
            }
            default -> selection.put("tagStatus", words.get(2));
        }
        if (words.get(at).equals("archive")) {
            selection.put("storageClass", "archive");
            at++;
        }
        selection.put(
                "countType",
                switch (words.get(at)) {
                    case "count" -> "imageCountMoreThan";
                    case "pushed" -> "sinceImagePushed";
                    case "pulled" -> "sinceImagePulled";
                    case "transitioned" -> "sinceImageTransitioned";
                    default -> throw new IllegalArgumentException(line);
                });
        if (!words.get(at).equals("count")) {
            selection.put("countUnit", "days");
        }
        selection.put("countNumber", Integer.parseInt(words.get(at + 1)));
        return Map.of(
                "rulePriority",
                Integer.parseInt(words.get(1)),
                "selection",
                selection,
                "action",
                archives ? Map.of("type", "transition", "targetStorageClass", "archive") : Map.of("type", "expire"));
    }

    String policy() {
        return JsonTree.write(Map.of("rules", rules));
    }

    static String digest(String name) {
        return "sha256:" + Integer.toHexString(name.charAt(0)).repeat(32);
    }

    /// The images as they are `now`.
    List<Image> images(Instant now) {
        return images.stream().map(image -> image(image, now)).toList();
    }

    private static Image image(String text, Instant now) {
        String name = text.substring(0, 1);
        String tags = text.substring(2, text.indexOf(']'));
        List<String> words = Arrays.asList(text.substring(text.indexOf(']') + 2).split(" "));
        List<String> listed = new ArrayList<>();
        String subject = "";
        ImageTimes times = ImageTimes.pushed(ago(words.getFirst(), now));
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "lists" -> {
                    while (i + 1 < words.size()) {
                        listed.add(digest(words.get(++i)));
                    }
                }
                case "about" -> subject = digest(words.get(++i));
                case "pulled" -> times = times.pulled(ago(words.get(++i), now));
                case "archived" -> times = times.archived(ago(words.get(++i), now));
                case "restored" -> times = times.activated(ago(words.get(++i), now));
                default -> throw new IllegalArgumentException(text);
            }
        }
        return new Image(
                REPOSITORY,
                digest(name),
                "application/vnd.oci.image.manifest.v1+json",
                listed.isEmpty() ? "application/vnd.oci.image.config.v1+json" : "",
                subject,
                1,
                tags.isEmpty() ? List.of() : List.of(tags.split(" ")),
                listed,
                times);
    }

    private static Instant ago(String days, Instant now) {
        return now.minus(Duration.ofMinutes(Math.round(Double.parseDouble(days) * 24 * 60)));
    }

    @Override
    public String toString() {
        return name;
    }
}
