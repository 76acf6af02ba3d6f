package io.argosy.services;

import io.argosy.control.ClientTokens;
import io.argosy.model.ClientToken;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.state.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The client tokens of CreateService (ecs-semantics 1.7): a repeat gets the service of the first time as it is by
/// then, as long as it is not deleted; another request under the same token is refused.
final class ServiceTokens {
    private static final String OPERATION = "CreateService";
    private static final Pattern RULE = Pattern.compile("[!-~]{1,36}");

    private final ClientTokens tokens;

    ServiceTokens(Duration retention) {
        this.tokens = new ClientTokens(OPERATION, retention);
    }

    static Optional<String> checked(Optional<String> token) {
        if (token.stream().anyMatch(text -> !RULE.matcher(text).matches())) {
            throw ServiceRules.invalid("clientToken should be 1 to 36 characters of ASCII between 33 and 126");
        }
        return token;
    }

    Optional<Service> madeBefore(Optional<String> token, CreateServiceRequest asked, Transaction tx) {
        return token.flatMap(text -> tokens.known(tx.state(), text, tx.now())).flatMap(known -> made(known, asked, tx));
    }

    private static Optional<Service> made(ClientToken known, CreateServiceRequest asked, Transaction tx) {
        if (!ClientTokens.same(known, asked)) {
            throw ServiceRules.invalid("Creation of service was not idempotent.");
        }
        return known.results().stream()
                .flatMap(name -> tx.state().service(new ServiceName(name)).stream())
                .filter(service -> service.status() == Service.Status.ACTIVE)
                .findFirst();
    }

    void remember(Optional<String> token, CreateServiceRequest asked, Transaction tx) {
        token.ifPresent(text -> tokens.remember(tx, text, asked, List.of(asked.serviceName())));
    }
}
