package io.argosy.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An image with a Java runtime, the AWS SDK and [SecretAsker], made of what this machine has; it trusts one CA.
final class SdkImage {
    private static final String PASSWORD = "changeit";
    private static final List<String> NEEDED = List.of(
            "/software/amazon/", "/org/reactivestreams/", "/org/slf4j/slf4j-api/", "/org/apache/httpcomponents/");

    private static final String MAKE = """
            set -e
            dir=%1$s
            "$JAVA_HOME/bin/jlink" --output "$dir/java" --strip-debug --no-header-files --no-man-pages --add-modules \\
              java.base,java.logging,java.naming,java.xml,java.management,java.security.jgss,jdk.unsupported,jdk.net
            for lib in $(ldd "$dir/java/bin/java" "$dir"/java/lib/*.so "$dir/java/lib/server/libjvm.so" |
              grep -o '/[^ :)]*\\.so[^ :)]*' | grep -v "^$dir" | sort -u); do
              mkdir -p "$dir$(dirname "$lib")"; cp -L "$lib" "$dir$lib"
            done
            mkdir -p "$dir/tmp"
            tar -C "$dir" -c . | docker -H %2$s import -c 'ENTRYPOINT %3$s' - %4$s
            """;
    private static final String ENTRY = "[\"/java/bin/java\",\"-XX:+UseSerialGC\",\"-XX:TieredStopAtLevel=1\","
            + "\"-Djavax.net.ssl.trustStore=/app/ca.p12\",\"-Djavax.net.ssl.trustStorePassword=" + PASSWORD + "\","
            + "\"-cp\",\"/app/classes:/app/lib/*\",\"" + SecretAsker.class.getName() + "\"]";

    private SdkImage() {}

    /// On the engine, under this name.
    static void make(Path folder, String engine, String image, Path ca) throws IOException, GeneralSecurityException {
        Path root = Files.createDirectories(folder.resolve("sdk-image"));
        Path classes = root.resolve("app/classes/" + SecretAsker.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(classes.getParent());
        try (var compiled = SecretAsker.class.getResourceAsStream("SecretAsker.class")) {
            Files.copy(compiled, classes);
        }
        Path jars = Files.createDirectories(root.resolve("app/lib"));
        for (Path jar : jars()) {
            Files.copy(jar, jars.resolve(jar.getFileName()));
        }
        trust(ca, root.resolve("app/ca.p12"));
        List<String> words = List.of("sh", "-c", MAKE.formatted(root, engine, ENTRY, image));
        Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));
        Command.run(folder, java, Duration.ofMinutes(2), words).success(words);
    }

    /// Those of the tests' own that the SDK is made of.
    private static List<Path> jars() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(jar -> NEEDED.stream().anyMatch(jar::contains))
                .map(Path::of)
                .toList();
    }

    private static void trust(Path ca, Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var pem = Files.newInputStream(ca);
                OutputStream out = Files.newOutputStream(file)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            store.store(out, PASSWORD.toCharArray());
        }
    }
}
