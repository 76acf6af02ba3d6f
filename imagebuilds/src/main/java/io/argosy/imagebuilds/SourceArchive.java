package io.argosy.imagebuilds;

import io.argosy.docker.RegistryLogin;
import io.argosy.shapes.ecr.AuthorizationData;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.wire.access.Secret;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The files of a build, fetched from the registry into a file of this host, which goes when this is closed; and with
/// what the agent logs in to the registry.
record SourceArchive(Path file, Stages dockerfile, RegistryLogin login) implements AutoCloseable {
    private static final long LARGEST = 512L << 20;
    /// An archive may unpack to so much: more is a bomb, or nothing to build an image of.
    private static final long UNPACKED = 4L << 30;
    private static final int DOCKERFILE = 1 << 20;

    static SourceArchive fetched(ImageBuilds.Means means, Assignment build) throws IOException, SourceRefused {
        Secret token = token(means);
        Path file = means.folder().resolve(build.name().replace('/', '-') + ".tar.gz");
        boolean done = false;
        try {
            String path = "/v2/" + build.repository() + "/blobs/" + build.source();
            int status = means.api().download(path, new Secret("Basic " + token.reveal()), file, LARGEST);
            if (status != 200) {
                throw new SourceRefused("the registry answered " + status + " for the source " + build.source());
            }
            if (!build.source().equals(digest(file))) {
                throw new SourceRefused("what came is not what " + build.source() + " names");
            }
            var archive = new SourceArchive(file, stages(file, build.dockerfile()), login(build.registry(), token));
            done = true;
            return archive;
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Secret token(ImageBuilds.Means means) throws IOException {
        return means.api()
                .call(
                        Ecr.GET_AUTHORIZATION_TOKEN,
                        GetAuthorizationTokenRequest.builder().build())
                .authorizationData()
                .flatMap(all -> all.stream().findFirst())
                .flatMap(AuthorizationData::authorizationToken)
                .map(Secret::new)
                .orElseThrow(() -> new IOException("the registry gave no token"));
    }

    private static RegistryLogin login(String registry, Secret token) throws IOException {
        String pair = new String(Base64.getDecoder().decode(token.reveal()), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw new IOException("the registry token is not a user and a password");
        }
        return new RegistryLogin(pair.substring(0, colon), new Secret(pair.substring(colon + 1)), registry);
    }

    private static String digest(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return "sha256:" + HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /// Looks at every name in the archive, and reads the one file that says how it is built.
    static Stages stages(Path file, String dockerfile) throws IOException, SourceRefused {
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream plain = new BufferedInputStream(new GZIPInputStream(packed), 1 << 16)) {
            var entries = new TarEntries(plain, UNPACKED);
            Optional<Stages> stages = Optional.empty();
            for (Optional<TarEntries.Entry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                entry.get().requireInside();
                if (entry.get().isFile() && entry.get().path().equals(dockerfile)) {
                    stages = Optional.of(Stages.of(entries.text(DOCKERFILE)));
                }
            }
            return stages.orElseThrow(() -> new SourceRefused("there is no " + dockerfile + " in the source"));
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
