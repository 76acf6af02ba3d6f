package io.argosy.capacity;

import io.argosy.capacity.groups.HostMaker;
import io.argosy.capacity.groups.Invitation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A maker whose hosts are names only, and that fails when told to.
public final class MadeHosts implements HostMaker {
    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private final List<String> launched = new CopyOnWriteArrayList<>();
    private final Map<String, Invitation> invitations = new ConcurrentHashMap<>();
    private volatile Optional<String> trouble = Optional.empty();

    public void fails(String words) {
        trouble = Optional.of(words);
    }

    public void works() {
        trouble = Optional.empty();
    }

    public Invitation invitation(String host) {
        return Optional.ofNullable(invitations.get(host)).orElseThrow();
    }

    /// Of all times.
    public List<String> launched() {
        return new ArrayList<>(launched);
    }

    /// One that nobody asked for, or whose launch nobody saw the end of.
    public void appears(String host) {
        hosts.add(host);
    }

    public void vanishes(String host) {
        hosts.remove(host);
    }

    @Override
    public List<String> list() throws IOException {
        check();
        return new ArrayList<>(hosts);
    }

    @Override
    public synchronized String launch(Invitation invitation) throws IOException {
        check();
        String host = "i-" + (launched.size() + 1);
        hosts.add(host);
        launched.add(host);
        invitations.put(host, invitation);
        return host;
    }

    @Override
    public void terminate(String id) throws IOException {
        check();
        hosts.remove(id);
    }

    private void check() throws IOException {
        if (trouble.isPresent()) {
            throw new IOException(trouble.get());
        }
    }
}
