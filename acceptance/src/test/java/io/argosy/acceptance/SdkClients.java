package io.argosy.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.TlsTrustManagersProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrAsyncClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.EcsClient;

/// Calls of the AWS SDK for Java to a server: of its client that waits, which speaks HTTP/1.1, and of the one that does
/// not, which speaks either version. What it answers is `registry: clusters`.
final class SdkClients {
    private static final Region REGION = Region.of("local-1");

    private final URI server;
    private final ProfileCredentialsProvider key;

    /// With the key in a server's data directory.
    SdkClients(URI server, Path credentials) {
        this.server = server;
        this.key = ProfileCredentialsProvider.builder()
                .profileFile(ProfileFile.builder()
                        .type(ProfileFile.Type.CREDENTIALS)
                        .content(credentials)
                        .build())
                .build();
    }

    /// Trusts this CA only.
    static TlsTrustManagersProvider trusting(Path ca) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(ca)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory::getTrustManagers;
    }

    static Apache5HttpClient.Builder waiting() {
        return Apache5HttpClient.builder();
    }

    /// One that speaks this version only: HTTP/2 if the server agrees to it in the handshake, or nothing.
    static NettyNioAsyncHttpClient.Builder asynchronous(Protocol protocol) {
        return NettyNioAsyncHttpClient.builder()
                .protocol(protocol)
                .protocolNegotiation(
                        protocol == Protocol.HTTP2 ? ProtocolNegotiation.ALPN : ProtocolNegotiation.ASSUME_PROTOCOL);
    }

    private <B extends AwsClientBuilder<B, C>, C> B told(B builder) {
        return builder.endpointOverride(server)
                .region(REGION)
                .credentialsProvider(key)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    }

    String ask(Apache5HttpClient.Builder http) {
        try (EcsClient ecs = told(EcsClient.builder()).httpClientBuilder(http).build();
                EcrClient ecr =
                        told(EcrClient.builder()).httpClientBuilder(http).build()) {
            return ecr.getAuthorizationToken().authorizationData().getFirst().proxyEndpoint() + ": "
                    + ecs.listClusters().clusterArns();
        }
    }

    String ask(NettyNioAsyncHttpClient.Builder http) {
        try (EcsAsyncClient ecs =
                        told(EcsAsyncClient.builder()).httpClientBuilder(http).build();
                EcrAsyncClient ecr =
                        told(EcrAsyncClient.builder()).httpClientBuilder(http).build()) {
            return ecr.getAuthorizationToken()
                            .join()
                            .authorizationData()
                            .getFirst()
                            .proxyEndpoint()
                    + ": " + ecs.listClusters().join().clusterArns();
        }
    }
}
