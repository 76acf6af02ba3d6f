package io.argosy.control.operations.services;

import io.argosy.model.ClientToken;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.state.Transaction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The client tokens of CreateService (ecs-semantics 1.7): a repeat gets the service of the first time as it is by
/// then, as long as it is not deleted; another request under the same token is refused.
final class ServiceTokens {
    private static final String OPERATION = "CreateService";
    private static final Pattern RULE = Pattern.compile("[!-~]{1,36}");

    private final Duration retention;

    ServiceTokens(Duration retention) {
        this.retention = retention;
    }

    static Optional<String> checked(Optional<String> token) {
        if (token.stream().anyMatch(text -> !RULE.matcher(text).matches())) {
            throw ServiceRules.invalid("clientToken should be 1 to 36 characters of ASCII between 33 and 126");
        }
        return token;
    }

    Optional<Service> madeBefore(Optional<String> token, CreateServiceRequest asked, Transaction tx) {
        return token.flatMap(text -> tx.state().token(OPERATION, text))
                .filter(known -> known.at().isAfter(tx.now().minus(retention)))
                .flatMap(known -> made(known, asked, tx));
    }

    private static Optional<Service> made(ClientToken known, CreateServiceRequest asked, Transaction tx) {
        if (!known.fingerprint().equals(fingerprint(asked))) {
            throw ServiceRules.invalid("Creation of service was not idempotent.");
        }
        return known.results().stream()
                .flatMap(name -> tx.state().service(new ServiceName(name)).stream())
                .filter(service -> service.status() == Service.Status.ACTIVE)
                .findFirst();
    }

    void remember(Optional<String> token, CreateServiceRequest asked, Transaction tx) {
        token.ifPresent(text ->
                tx.put(new ClientToken(OPERATION, text, fingerprint(asked), List.of(asked.serviceName()), tx.now())));
    }

    private static String fingerprint(CreateServiceRequest asked) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(JsonCodec.write(asked)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
