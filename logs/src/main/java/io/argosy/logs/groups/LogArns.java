package io.argosy.logs.groups;

import io.argosy.model.AccountRegion;

/// The ARNs of one realm's log groups and streams. Policies and most answers have the form that ends in `:*`, which
/// means the group with all its streams.
public record LogArns(AccountRegion realm) {
    private static final String ALL = ":*";

    public String group(String name) {
        return prefix() + name;
    }

    public String groupWithStreams(String name) {
        return group(name) + ALL;
    }

    public String stream(String group, String stream) {
        return group(group) + ":log-stream:" + stream;
    }

    private String prefix() {
        return "arn:aws:logs:" + realm.region() + ":" + realm.account() + ":log-group:";
    }

    /// The name of the group that an ARN of this realm means, in either form; anything else is its own name.
    public String name(String nameOrArn) {
        if (!nameOrArn.startsWith(prefix())) {
            return nameOrArn;
        }
        String name = nameOrArn.substring(prefix().length());
        return name.endsWith(ALL) ? name.substring(0, name.length() - ALL.length()) : name;
    }
}
