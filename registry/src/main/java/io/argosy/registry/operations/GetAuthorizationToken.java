package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.access.RegistryTokens;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.AuthorizationData;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.shapes.ecr.GetAuthorizationTokenResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// `GetAuthorizationToken`: what `docker login` needs to speak to this registry for 12 hours, as the caller.
public final class GetAuthorizationToken
        implements Operation<GetAuthorizationTokenRequest, GetAuthorizationTokenResponse> {
    private final RegistryTokens tokens;
    private final URI endpoint;

    public GetAuthorizationToken(RegistryTokens tokens, URI endpoint) {
        this.tokens = tokens;
        this.endpoint = endpoint;
    }

    @Override
    public OperationModel<GetAuthorizationTokenRequest, GetAuthorizationTokenResponse> model() {
        return Ecr.GET_AUTHORIZATION_TOKEN;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetAuthorizationTokenRequest request) {
        return List.of(Permission.on("ecr:GetAuthorizationToken"));
    }

    @Override
    public GetAuthorizationTokenResponse handle(Caller caller, GetAuthorizationTokenRequest request) {
        var issued = tokens.issue(caller.realm(), caller.principalArn(), caller.accessKeyId());
        String login = RegistryTokens.USER + ":" + issued.token().reveal();
        var data = AuthorizationData.builder()
                .authorizationToken(Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .expiresAt(issued.expiresAt())
                .proxyEndpoint(endpoint.toString())
                .build();
        return GetAuthorizationTokenResponse.builder()
                .authorizationData(List.of(data))
                .build();
    }
}
