package io.argosy.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// A file system of a few MiB that a test can fill. Only root may make one.
public final class SmallDisk implements AutoCloseable {
    private final Path root;

    public SmallDisk(Path root, int mib) throws Exception {
        Assumptions.assumeTrue(
                Files.getOwner(Path.of("/proc/self")).getName().equals("root"), "a file system is mounted by root");
        this.root = root;
        Files.createDirectories(root);
        TestEngine.run("mount -t tmpfs -o size=" + mib + "m tmpfs " + root);
    }

    public Path root() {
        return root;
    }

    /// Leaves no byte free.
    public void fill() throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(root.resolve("filler-" + System.nanoTime()))) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            if (root.toFile().getUsableSpace() > 0) {
                throw full;
            }
        }
    }

    public void free() throws IOException {
        try (var fillers = Files.newDirectoryStream(root, "filler-*")) {
            for (Path filler : fillers) {
                Files.delete(filler);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            TestEngine.run("umount -l " + root);
        } catch (Exception failure) {
            throw new IOException("not unmounted: " + root, failure);
        }
    }
}
