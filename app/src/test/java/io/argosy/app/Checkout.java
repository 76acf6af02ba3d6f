package io.argosy.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of this checkout, for tests that hold texts against code.
public final class Checkout {
    public static final Path ROOT = Path.of("..");

    private Checkout() {}

    public static String text(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }

    /// Every Java source, tests too, by its path below the root.
    public static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Path room : rooms()) {
            Path folder = room.resolve("src");
            if (Files.isDirectory(folder)) {
                for (Path file : filesBelow(folder, ".java")) {
                    sources.put(ROOT.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return sources;
    }

    public static List<Path> filesBelow(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> rooms() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        }
    }
}
