package io.argosy.builds;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.shapes.Blob;
import io.argosy.shapes.ecr.CompleteLayerUploadRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.InitiateLayerUploadRequest;
import io.argosy.shapes.ecr.UploadLayerPartRequest;
import io.argosy.wire.LocalCalls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Brings an archive into a repository as a layer that no image needs: the registry keeps it for a day.
record SourceArchives(LocalCalls calls) {
    private static final int PART = 5 << 20;

    /// Its digest.
    String put(AccountRegion realm, String repository, Path archive) throws IOException {
        var as = LocalCalls.As.account(realm, Builds.PROGRAM);
        String upload = calls.call(
                        Ecr.INITIATE_LAYER_UPLOAD,
                        InitiateLayerUploadRequest.builder()
                                .repositoryName(repository)
                                .build(),
                        as)
                .uploadId()
                .orElseThrow();
        MessageDigest hash = sha256();
        try (InputStream in = Files.newInputStream(archive)) {
            long first = 0;
            for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
                hash.update(part);
                var request = UploadLayerPartRequest.builder()
                        .repositoryName(repository)
                        .uploadId(upload)
                        .partFirstByte(first)
                        .partLastByte(first + part.length - 1)
                        .layerPartBlob(new Blob(part))
                        .build();
                calls.call(Ecr.UPLOAD_LAYER_PART, request, as);
                first += part.length;
            }
        }
        String digest = "sha256:" + HexFormat.of().formatHex(hash.digest());
        complete(repository, upload, digest, as);
        return digest;
    }

    private void complete(String repository, String upload, String digest, LocalCalls.As as) {
        var request = CompleteLayerUploadRequest.builder()
                .repositoryName(repository)
                .uploadId(upload)
                .layerDigests(List.of(digest))
                .build();
        try {
            calls.call(Ecr.COMPLETE_LAYER_UPLOAD, request, as);
        } catch (ApiException refused) {
            if (!refused.error().code().equals("LayerAlreadyExistsException")) {
                throw refused;
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
