package io.argosy.schedules.webhooks;

import io.argosy.model.AccountEntity;
import io.argosy.model.AccountRegion;
import io.argosy.model.Kind;
import java.time.Instant;

/// How an address is told who calls. What it is told lies in a secret; `user` is the name beside it: of the header, or
/// of the user.
public record Connection(
        String name, String id, String description, String type, String user, String secretArn, Instant createdAt)
        implements AccountEntity {
    public static final String API_KEY = "API_KEY";
    static final String BASIC = "BASIC";
    static final Kind<Connection> KIND = Kind.of("EventConnection", Connection.class);

    @Override
    public String key() {
        return name;
    }

    String arn(AccountRegion realm) {
        return arn(realm, name + "/" + id);
    }

    static String arn(AccountRegion realm, String rest) {
        return "arn:aws:events:" + realm.region() + ":" + realm.account() + ":connection/" + rest;
    }
}
