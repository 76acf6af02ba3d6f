package io.argosy.environmentfiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.argosy.model.ApiException;
import io.argosy.shapes.ecr.AuthorizationData;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.ApiClient;
import io.argosy.wire.ApiClient.Answer;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads environment files out of the registry: each is a layer of an artifact, and has its name as the layer's title,
/// as `oras push` makes them. Who reads is a task's execution role, so what that may pull, its containers may be given.
public final class EnvironmentFiles {
    private static final String MANIFESTS = "application/vnd.oci.image.manifest.v1+json";
    private static final String ANY = "*/*";
    private static final String TITLE = "org.opencontainers.image.title";
    private static final int LARGEST = 256 << 10;
    private static final int LARGEST_MANIFEST = 1 << 20;
    private static final int SERVER_FAULT = 500;

    private final ApiClient api;

    public EnvironmentFiles(ApiClient api) {
        this.api = api;
    }

    /// The variables of all of them; what two have, the first one decides. An [IOException] says that nobody knows: the
    /// server was not there to ask.
    public Map<String, String> read(AccessKey key, List<String> files) throws FileRefused, IOException {
        Secret authorization = authorization(key);
        Map<String, String> variables = new LinkedHashMap<>();
        for (String file : files) {
            FileText.variables(text(file, authorization)).forEach(variables::putIfAbsent);
        }
        return variables;
    }

    private Secret authorization(AccessKey key) throws FileRefused, IOException {
        try {
            return api.with(key)
                    .call(
                            Ecr.GET_AUTHORIZATION_TOKEN,
                            GetAuthorizationTokenRequest.builder().build())
                    .authorizationData()
                    .flatMap(all -> all.stream().findFirst())
                    .flatMap(AuthorizationData::authorizationToken)
                    .map(token -> new Secret("Basic " + token))
                    .orElseThrow(() -> new IOException("the registry gave no token"));
        } catch (ApiException refused) {
            if (refused.error().status() >= SERVER_FAULT) {
                throw new IOException(refused.getMessage(), refused);
            }
            throw new FileRefused(
                    refused.error().code() + ": " + refused.error().message());
        }
    }

    private String text(String file, Secret authorization) throws FileRefused, IOException {
        FileAddress address = FileAddress.parse(file);
        ByteBuffer manifest = get(file, address.manifest(), MANIFESTS, authorization, LARGEST_MANIFEST);
        String digest = digest(file, layer(file, address.name(), text(manifest)));
        ByteBuffer content = get(file, address.blob(digest), ANY, authorization, LARGEST);
        if (!digest.equals("sha256:" + sha256(content.duplicate()))) {
            throw new FileRefused(file, "what came is not what " + digest + " names");
        }
        return text(content);
    }

    private static String text(ByteBuffer content) {
        return UTF_8.decode(content).toString();
    }

    private ByteBuffer get(String file, String path, String accept, Secret authorization, int most)
            throws FileRefused, IOException {
        Answer answer = api.get(path, accept, authorization, most);
        if (answer.status() >= SERVER_FAULT) {
            throw new IOException("the registry answered " + answer.status() + " for " + file);
        }
        return switch (answer.status()) {
            case 200 -> answer.body();
            case 401, 403 -> throw new FileRefused(file, "the task's execution role may not pull it");
            case 404 -> throw new FileRefused(file, "there is no such thing in the registry");
            default -> throw new FileRefused(file, "the registry answered " + answer.status());
        };
    }

    private static Map<?, ?> layer(String file, String name, String manifest) throws FileRefused {
        try {
            if (JsonTree.object(manifest).get("layers") instanceof List<?> layers) {
                for (Object layer : layers) {
                    if (layer instanceof Map<?, ?> members
                            && members.get("annotations") instanceof Map<?, ?> annotations
                            && name.equals(annotations.get(TITLE))) {
                        return members;
                    }
                }
            }
        } catch (MalformedJson broken) {
            throw new FileRefused(file, "its manifest cannot be read: " + broken.getMessage());
        }
        throw new FileRefused(file, "the artifact has no layer with the title " + name);
    }

    private static String digest(String file, Map<?, ?> layer) throws FileRefused {
        if (layer.get("size") instanceof Number size && size.longValue() > LARGEST) {
            throw new FileRefused(file, "it has " + size + " bytes, and " + LARGEST + " are the most");
        }
        if (layer.get("digest") instanceof String digest && digest.matches("sha256:[0-9a-f]{64}")) {
            return digest;
        }
        throw new FileRefused(file, "its layer has no digest of SHA-256");
    }

    private static String sha256(ByteBuffer content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(content);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
