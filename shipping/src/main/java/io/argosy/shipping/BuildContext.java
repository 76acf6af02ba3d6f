package io.argosy.shipping;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The files of a folder that a build gets: all but what git keeps and what `.dockerignore` says.
record BuildContext(Path folder, String dockerfile, List<Rule> rules) {
    private static final String IGNORED = ".dockerignore";
    private static final int MOST = 200_000;

    /// A line of it; one that begins with `!` takes files back in.
    private record Rule(PathMatcher pattern, boolean out) {
        boolean concerns(Path path) {
            for (Path one = path; one != null; one = one.getParent()) {
                if (pattern.matches(one)) {
                    return true;
                }
            }
            return false;
        }
    }

    static BuildContext of(Path folder, String dockerfile) throws IOException {
        List<Rule> rules = new ArrayList<>();
        Path file = folder.resolve(IGNORED);
        if (Files.isRegularFile(file)) {
            Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(BuildContext::rule)
                    .forEach(rules::add);
        }
        return new BuildContext(folder, dockerfile, rules);
    }

    private static Rule rule(String line) {
        boolean back = line.startsWith("!");
        String pattern =
                (back ? line.substring(1) : line).replaceFirst("^/", "").replaceFirst("/$", "");
        // What `**/` begins with is at the top as well.
        String glob = pattern.startsWith("**/") ? "{" + pattern.substring(3) + "," + pattern + "}" : pattern;
        return new Rule(FileSystems.getDefault().getPathMatcher("glob:" + glob), !back);
    }

    /// Packs them with the `tar` of this machine.
    void pack(Path archive) throws IOException, InterruptedException {
        var names = new StringBuilder();
        files().forEach(path -> names.append("./").append(path).append('\0'));
        new Program(folder, Map.of())
                .run(
                        List.of(
                                "tar",
                                "--create",
                                "--gzip",
                                "--no-recursion",
                                "--owner=0",
                                "--group=0",
                                "--numeric-owner",
                                "--null",
                                "--files-from=-",
                                "--file=" + archive.toAbsolutePath()),
                        names.toString(),
                        _ -> {});
    }

    /// Paths below the folder, each folder before what is in it.
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) throws IOException {
                return at.equals(folder) ? FileVisitResult.CONTINUE : visit(at);
            }

            @Override
            public FileVisitResult visitFile(Path at, BasicFileAttributes attributes) throws IOException {
                return visit(at);
            }

            private FileVisitResult visit(Path at) throws IOException {
                Path path = folder.relativize(at);
                if (path.startsWith(".git")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                boolean plain = Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS)
                        || Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)
                        || Files.isSymbolicLink(at);
                if (plain && wanted(path)) {
                    files.add(path);
                }
                if (files.size() > MOST) {
                    throw new IOException(folder + " has more than " + MOST + " files: see " + IGNORED);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private boolean wanted(Path path) {
        if (path.equals(Path.of(dockerfile))) {
            return true;
        }
        boolean wanted = true;
        for (Rule rule : rules) {
            if (rule.concerns(path)) {
                wanted = !rule.out();
            }
        }
        return wanted;
    }
}
