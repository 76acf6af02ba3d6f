package io.argosy.schedules.webhooks;

import io.argosy.model.AccountEntity;
import io.argosy.model.AccountRegion;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import io.argosy.shapes.events.CreateApiDestinationRequest;
import java.time.Instant;
import java.util.List;

/// An address outside that targets and alerts name by its ARN.
public record ApiDestination(String name, String id, CreateApiDestinationRequest content, Instant createdAt)
        implements AccountEntity {
    static final Index<ApiDestination> BY_CONNECTION =
            new Index<>("connection", one -> List.of(one.content().connectionArn()));
    static final Kind<ApiDestination> KIND =
            Kind.of("ApiDestination", ApiDestination.class).indexed(BY_CONNECTION);

    @Override
    public String key() {
        return name;
    }

    String arn(AccountRegion realm) {
        return arn(realm, name + "/" + id);
    }

    static String arn(AccountRegion realm, String rest) {
        return "arn:aws:events:" + realm.region() + ":" + realm.account() + ":api-destination/" + rest;
    }
}
