package io.argosy.model;

import java.util.regex.Pattern;

/// The account and region a resource lives in: what exists is separate for each pair.
public record AccountRegion(String account, String region) {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

    public AccountRegion {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException("an account is 12 digits, not " + account);
        }
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("not a region name: " + region);
        }
    }
}
