import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.DebugElementsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// `java StoredJars.java EPOCH FROM TO`: jars as a start wants them. Java keeps no class in its start-up archive that is
/// signed or that is older than Java 6, so signatures are left out, which nobody looks at here, and old classes get the
/// stack maps of Java 8. The names of local variables are left out as well: they lie in the archive. Nobody's security provider is found by itself: Java would make each while it looks for one of
/// its own that the runtime is without. Nothing is compressed; all is of one time; native libraries are unpacked beside them.
public final class StoredJars {
    private static final String SIGNATURE = "META-INF/[^/]*\\.(SF|RSA|DSA|EC)";
    private static final String PROVIDERS = "META-INF/services/java.security.Provider";
    private static final String NATIVE = "org/sqlite/native/";
    private static final int WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private StoredJars() {}

    public static void main(String[] arguments) throws IOException {
        var time = LocalDateTime.ofEpochSecond(Long.parseLong(arguments[0]), 0, ZoneOffset.UTC);
        Path to = Files.createDirectories(Path.of(arguments[2]));
        List<Path> jars = jars(Path.of(arguments[1]));
        try (var classes = new URLClassLoader(urls(jars))) {
            for (Path jar : jars) {
                store(jar, to.resolve(jar.getFileName()), time, classes);
            }
        }
    }

    private static List<Path> jars(Path from) throws IOException {
        try (Stream<Path> all = Files.isDirectory(from) ? Files.list(from) : Stream.of(from)) {
            return all.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static URL[] urls(List<Path> jars) throws IOException {
        var urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return urls;
    }

    private static void store(Path from, Path to, LocalDateTime time, ClassLoader classes) throws IOException {
        try (var jar = new ZipFile(from.toFile());
                var stored = new ZipOutputStream(Files.newOutputStream(to))) {
            stored.setMethod(ZipOutputStream.STORED);
            for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (!entry.isDirectory() && isWanted(name)) {
                    add(name, content(name, jar.getInputStream(entry).readAllBytes(), classes), time, stored);
                }
            }
        }
    }

    private static boolean isWanted(String name) {
        return !name.startsWith(NATIVE) && !name.equals(PROVIDERS) && !name.matches(SIGNATURE);
    }

    private static byte[] content(String name, byte[] there, ClassLoader others) throws IOException {
        if (name.equals(JarFile.MANIFEST_NAME)) {
            return withoutDigests(there);
        }
        return name.endsWith(".class") ? modern(there, others) : there;
    }

    private static byte[] withoutDigests(byte[] there) throws IOException {
        var manifest = new Manifest(new ByteArrayInputStream(there));
        manifest.getEntries().clear();
        var kept = new ByteArrayOutputStream();
        manifest.write(kept);
        return kept.toByteArray();
    }

    private static byte[] modern(byte[] type, ClassLoader others) {
        boolean old = ByteBuffer.wrap(type).getInt(4) < WITH_STACK_MAPS;
        var files = ClassFile.of(
                DebugElementsOption.DROP_DEBUG,
                ConstantPoolSharingOption.NEW_POOL,
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(others)
                        .orElse(ClassHierarchyResolver.defaultResolver())));
        try {
            return files.transformClass(files.parse(type), (made, element) -> {
                switch (element) {
                    case ClassFileVersion version ->
                        made.withVersion(old ? ClassFile.JAVA_8_VERSION : version.majorVersion(), 0);
                    default -> made.with(element);
                }
            });
        } catch (IllegalArgumentException lacksWhatItRefersTo) {
            return type;
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
