import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// `java StoredJars.java EPOCH FROM TO`: jars as a package wants them. Nothing in them is compressed, for the package is,
/// and better so; all is of one time; native libraries, which are unpacked beside them, are left out.
public final class StoredJars {
    private StoredJars() {}

    public static void main(String[] arguments) throws IOException {
        var time = LocalDateTime.ofEpochSecond(Long.parseLong(arguments[0]), 0, ZoneOffset.UTC);
        Path to = Files.createDirectories(Path.of(arguments[2]));
        for (Path jar : jars(Path.of(arguments[1]))) {
            store(jar, to.resolve(jar.getFileName()), time);
        }
    }

    private static List<Path> jars(Path from) throws IOException {
        try (Stream<Path> all = Files.isDirectory(from) ? Files.list(from) : Stream.of(from)) {
            return all.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static void store(Path from, Path to, LocalDateTime time) throws IOException {
        try (var jar = new ZipFile(from.toFile());
                var stored = new ZipOutputStream(Files.newOutputStream(to))) {
            stored.setMethod(ZipOutputStream.STORED);
            for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && !entry.getName().startsWith("org/sqlite/native/")) {
                    add(entry.getName(), jar.getInputStream(entry).readAllBytes(), time, stored);
                }
            }
        }
    }

    private static void add(String name, byte[] content, LocalDateTime time, ZipOutputStream jar) throws IOException {
        var sum = new CRC32();
        sum.update(content);
        var entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }
}
