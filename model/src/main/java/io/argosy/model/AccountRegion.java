package io.argosy.model;

import java.util.Optional;
import java.util.regex.Pattern;

/// The account and region a resource lives in: what exists is separate for each pair.
public record AccountRegion(String account, String region) {
    private static final int ARN_PARTS = 6;
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

    /// The principal that the account itself is.
    public String root() {
        return "arn:aws:iam::" + account + ":root";
    }

    /// What makes an ARN another realm's, in the words of a refusal; nothing for one of this realm or what is no ARN.
    public Optional<String> foreign(String arn) {
        String[] parts = arn.split(":", ARN_PARTS);
        if (parts.length < ARN_PARTS || (parts[3].equals(region) && parts[4].equals(account))) {
            return Optional.empty();
        }
        return Optional.of("Identifier is for " + parts[3] + " and account " + parts[4] + ". Your request is for "
                + region + " and account " + account);
    }
}
