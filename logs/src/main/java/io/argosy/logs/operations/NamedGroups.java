package io.argosy.logs.operations;

import io.argosy.logs.groups.LogArns;
import io.argosy.logs.groups.LogGroup;
import io.argosy.logs.groups.LogGroups;
import io.argosy.logs.store.GroupLog;
import io.argosy.logs.store.LogStore;
import io.argosy.logs.store.StoredStream;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import java.io.IOException;
import java.util.Optional;

/// Finds the groups and streams that requests name.
public final class NamedGroups {
    private final LogGroups groups;
    private final LogStore store;

    public NamedGroups(LogGroups groups, LogStore store) {
        this.groups = groups;
        this.store = store;
    }

    /// A group with its events.
    record Named(LogGroup group, GroupLog events) {
        StoredStream stream(String name) {
            return events.stream(name).orElseThrow(() -> LogErrors.noStream().thrown());
        }
    }

    /// The name that a request has once, as a name or as an identifier.
    static String name(AccountRegion realm, Optional<String> name, Optional<String> identifier) {
        if (name.isPresent() == identifier.isPresent()) {
            throw (name.isPresent()
                            ? LogErrors.validation("LogGroup name and LogGroup ARN are mutually exclusive parameters.")
                            : LogErrors.validation("Either LogGroup name or LogGroup ARN must be specified."))
                    .thrown();
        }
        return name.orElseGet(() -> new LogArns(realm).name(identifier.orElseThrow()));
    }

    LogGroup group(Caller caller, String name) {
        return groups.find(caller.realm(), name)
                .orElseThrow(() -> LogErrors.noGroup().thrown());
    }

    Named named(Caller caller, String name) {
        return named(group(caller, name));
    }

    Named named(LogGroup group) {
        try {
            return new Named(group, store.group(group.id()));
        } catch (IOException failure) {
            throw LogErrors.unavailable(failure).thrown();
        }
    }
}
