package io.argosy.access.credentials;

import io.argosy.access.principals.TemporaryKey;
import io.argosy.access.principals.UserKey;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/// Makes keys and the ids of users, roles and policies, in AWS's forms, from the ids and secrets it is given: of 32
/// hex digits and of 40 letters.
public final class KeyMaker {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int OF_KEYS = 16;
    private static final int OF_OTHERS = 17;

    private final Supplier<String> ids;
    private final Supplier<String> secrets;

    public KeyMaker(Supplier<String> ids, Supplier<String> secrets) {
        this.ids = ids;
        this.secrets = secrets;
    }

    /// `AIDA…` of a user, `AROA…` of a role, `ANPA…` of a policy.
    public String id(String prefix) {
        return prefix + letters(OF_OTHERS);
    }

    public UserKey ofUser(String user, Instant now) {
        return new UserKey(AccountKeys.OF_USERS + letters(OF_KEYS), secrets.get(), user, true, now);
    }

    public TemporaryKey temporary(TemporaryKey.Holder holder, Duration life, Instant now) {
        return new TemporaryKey(
                AccountKeys.TEMPORARY + letters(OF_KEYS),
                secrets.get(),
                secrets.get() + secrets.get() + secrets.get(),
                holder,
                now,
                now.plus(life).truncatedTo(ChronoUnit.SECONDS));
    }

    /// What a container asks for its keys by: as much a secret as they are.
    String path() {
        return ids.get() + ids.get();
    }

    private String letters(int count) {
        var number = new BigInteger(ids.get(), 16);
        var letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(LETTERS.charAt(number.shiftRight(5 * i).intValue() & 31));
        }
        return letters.toString();
    }
}
