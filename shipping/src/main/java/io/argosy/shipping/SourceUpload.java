package io.argosy.shipping;

import io.argosy.model.ApiException;
import io.argosy.shapes.Blob;
import io.argosy.shapes.ecr.CompleteLayerUploadRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.InitiateLayerUploadRequest;
import io.argosy.shapes.ecr.UploadLayerPartRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Brings an archive of source into a repository, as a layer that comes in parts and that no image needs.
record SourceUpload(Calls calls, Telling telling) {
    private static final int PART = 5 << 20;
    private static final long LARGEST = 512L << 20;

    /// Its digest.
    String put(String repository, Path archive) throws IOException {
        long size = Files.size(archive);
        if (size > LARGEST) {
            throw new IOException("the archive has " + (size >> 20) + " MiB, and " + (LARGEST >> 20)
                    + " are the most: a .dockerignore says what does not belong to it");
        }
        String upload = calls.call(
                        Ecr.INITIATE_LAYER_UPLOAD,
                        InitiateLayerUploadRequest.builder()
                                .repositoryName(repository)
                                .build())
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
                calls.call(Ecr.UPLOAD_LAYER_PART, request);
                first += part.length;
                telling.passing("  " + (first >> 10) + " of " + (size >> 10) + " KiB");
            }
        }
        String digest = "sha256:" + HexFormat.of().formatHex(hash.digest());
        complete(repository, upload, digest);
        return digest;
    }

    private void complete(String repository, String upload, String digest) throws IOException {
        var request = CompleteLayerUploadRequest.builder()
                .repositoryName(repository)
                .uploadId(upload)
                .layerDigests(List.of(digest))
                .build();
        try {
            calls.client().call(Ecr.COMPLETE_LAYER_UPLOAD, request);
        } catch (ApiException refused) {
            if (!refused.error().code().equals("LayerAlreadyExistsException")) {
                throw new IOException(refused.error().message(), refused);
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
