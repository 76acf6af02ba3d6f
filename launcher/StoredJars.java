import java.io.BufferedOutputStream;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// `java StoredJars.java TO FROM…`: the jars of the program as a start wants them: `argosy.jar` and, of what an agent has no
/// use for, `server.jar`. Java looks at each jar of a class path at every start, and keeps a list of what is in it.
///
/// Java keeps no class in its start-up archive that is signed or that is older than Java 6, so signatures are left out,
/// which nobody looks at here, and old classes get the stack maps of Java 8. The names of local variables are left out as
/// well: they lie in the archive. Nobody's security provider is found by itself: Java would make each while it looks for
/// one of its own that the runtime is without. Nothing is compressed; all is of one time; native libraries are unpacked
/// beside them. What a jar says of itself (licences, notices) stays, in a folder of the jar's name; of Bouncy Castle what
/// is for cars, passports and mail is left out, and of snakeyaml-engine what writes.
public final class StoredJars {
    private static final Pattern ONLY_SERVER = Pattern.compile("(antlr4|bc|jetty-http2|snakeyaml).*");
    private static final Pattern UNWANTED = Pattern.compile("META-INF/[^/]*\\.(SF|RSA|DSA|EC|MF)"
            + "|META-INF/services/java\\.security\\.Provider|org/sqlite/native/.*|(.*/)?module-info\\.class"
            + "|META-INF/versions/[0-9]+/OSGI-INF/.*|.*/|org/bouncycastle/(oer|its|est|dvcs|eac|mime)/.*"
            + "|org/snakeyaml/engine/v2/(emitter|serializer|representer|api/(Dump|lowlevel/(Present|Serialize))).*");
    private static final Pattern OF_ITS_JAR = Pattern.compile("META-INF/[^/]+");
    private static final String SERVICES = "META-INF/services/";
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
    private static final int WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private StoredJars() {}

    public static void main(String[] arguments) throws IOException {
        Path to = Files.createDirectories(Path.of(arguments[0]));
        List<Path> jars = new ArrayList<>();
        for (String from : List.of(arguments).subList(1, arguments.length)) {
            jars.addAll(jars(Path.of(from)));
        }
        Map<Boolean, List<Path>> of = jars.stream()
                .collect(Collectors.partitioningBy(
                        jar -> ONLY_SERVER.matcher(jar.getFileName().toString()).matches()));
        try (var classes = new URLClassLoader(urls(jars))) {
            byte[] manifest = manifest(jars.getFirst());
            write(to.resolve("argosy.jar"), manifest, content(of.get(false), classes));
            write(to.resolve("server.jar"), manifest, content(of.get(true), classes));
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

    private static Map<String, byte[]> content(List<Path> jars, ClassLoader classes) throws IOException {
        Map<String, byte[]> content = new LinkedHashMap<>();
        for (Path from : jars) {
            try (var jar = new ZipFile(from.toFile())) {
                for (ZipEntry entry : Collections.list(jar.entries())) {
                    String name = entry.getName();
                    if (!UNWANTED.matcher(name).matches()) {
                        byte[] there = jar.getInputStream(entry).readAllBytes();
                        add(content, placed(name, from), name.endsWith(".class") ? modern(there, classes) : there);
                    }
                }
            }
        }
        return content;
    }

    private static String placed(String name, Path jar) {
        return OF_ITS_JAR.matcher(name).matches()
                ? name.replace("/", "/" + jar.getFileName().toString().replace(".jar", "/"))
                : name;
    }

    /// Of one service every jar may name implementations; nothing else is there twice.
    private static void add(Map<String, byte[]> content, String name, byte[] more) throws IOException {
        byte[] there = content.put(name, more);
        if (there == null) {
            return;
        }
        if (!name.startsWith(SERVICES)) {
            throw new IOException("two jars have " + name);
        }
        content.put(name, (new String(there, StandardCharsets.UTF_8) + "\n" + new String(more, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
    }

    /// The program's version, which is a first jar's, and that there are classes for newer Javas.
    private static byte[] manifest(Path first) throws IOException {
        try (var jar = new JarFile(first.toFile())) {
            var manifest = new Manifest();
            Attributes said = manifest.getMainAttributes();
            said.put(Attributes.Name.MANIFEST_VERSION, "1.0");
            said.put(Attributes.Name.MULTI_RELEASE, "true");
            said.put(
                    Attributes.Name.IMPLEMENTATION_VERSION,
                    jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
            var bytes = new ByteArrayOutputStream();
            manifest.write(bytes);
            return bytes.toByteArray();
        }
    }

    private static void write(Path to, byte[] manifest, Map<String, byte[]> content) throws IOException {
        try (var jar = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
            jar.setMethod(ZipOutputStream.STORED);
            put(JarFile.MANIFEST_NAME, manifest, jar);
            for (Map.Entry<String, byte[]> file : content.entrySet()) {
                put(file.getKey(), file.getValue(), jar);
            }
        }
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

    private static void put(String name, byte[] content, ZipOutputStream jar) throws IOException {
        var sum = new CRC32();
        sum.update(content);
        var entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }
}
