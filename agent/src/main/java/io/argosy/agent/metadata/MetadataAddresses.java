package io.argosy.agent.metadata;

import io.argosy.agent.store.AgentStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every address at which containers were told to ask: the one that new containers are told, and those of earlier lives
/// of the agent, for as long as a container may have them. What cannot be had now is tried again until it can.
public final class MetadataAddresses implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MetadataAddresses.class);
    private static final String BASES = "metadata-bases";
    private static final String OLD_PORT = "metadata-port";
    private static final int MOST = 8;
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration KEEP = Duration.ofSeconds(30);

    /// Which addresses may be tried: AWS's own, and those that containers on Docker's bridge have for this host.
    public record Candidates(boolean usual, Supplier<List<String>> gateways) {}

    /// Serves a socket from now on.
    interface Server {
        void listen(Listening address) throws IOException;
    }

    private final Candidates candidates;
    private final AgentStore store;
    private final BooleanSupplier anyTasks;
    private final UsualAddress usualAddress = new UsualAddress();
    private final Map<String, Listening> open = new LinkedHashMap<>();
    private final Set<String> given = new LinkedHashSet<>();
    private final Set<String> warned = new LinkedHashSet<>();
    private final Thread thread = Thread.ofVirtual().name("metadata-addresses").unstarted(this::run);
    private Optional<Server> server = Optional.empty();
    private volatile Optional<String> current = Optional.empty();

    /// `anyTasks` tells whether a task is left that may have been given an address.
    public MetadataAddresses(Candidates candidates, AgentStore store, BooleanSupplier anyTasks) {
        this.candidates = candidates;
        this.store = store;
        this.anyTasks = anyTasks;
        given.addAll(remembered());
        claim();
    }

    private List<String> remembered() {
        Optional<String> bases = store.setting(BASES);
        if (bases.isPresent()) {
            return bases.get().lines().toList();
        }
        // Before bases were kept, the port was.
        List<String> possible = new ArrayList<>();
        store.setting(OLD_PORT)
                .filter(port -> !port.equals("80"))
                .ifPresent(port ->
                        candidates.gateways().get().forEach(host -> possible.add("http://" + host + ":" + port)));
        return possible;
    }

    /// What new containers are told; nothing while no address can be had.
    public Optional<String> current() {
        return current;
    }

    /// The TCP ports that are ours on this host.
    public synchronized Set<Integer> ports() {
        Set<Integer> ports = new TreeSet<>();
        for (Listening address : open.values()) {
            try {
                ports.add(address.port());
            } catch (IOException closed) {
                log.debug("{} is closed", address.base());
            }
        }
        return ports;
    }

    synchronized void serve(Server listener) throws IOException {
        server = Optional.of(listener);
        for (Listening address : open.values()) {
            listener.listen(address);
        }
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(missing() ? AGAIN : KEEP);
                claim();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean missing() {
        return current.isEmpty() || !open.keySet().containsAll(given);
    }

    private synchronized void claim() {
        for (String base : List.copyOf(given)) {
            if (!open.containsKey(base)) {
                reopen(base);
            }
        }
        if (open.containsKey(UsualAddress.BASE)) {
            usualAddress.keep();
        }
        if (current.isEmpty()) {
            choose();
        }
        if (!anyTasks.getAsBoolean() && current.isPresent()) {
            forgetOthers(current.get());
        }
    }

    private void reopen(String base) {
        try {
            if (base.equals(UsualAddress.BASE)) {
                usualAddress.claim().ifPresent(this::take);
            } else {
                take(Listening.at(URI.create(base)));
            }
        } catch (IOException | IllegalArgumentException taken) {
            log.debug("{} cannot be had", base, taken);
        }
        if (!open.containsKey(base) && anyTasks.getAsBoolean() && warned.add(base)) {
            log.warn(
                    "containers that were told to ask at {} get no metadata and no keys: the address or its port is"
                            + " taken or gone; trying again every {} s until it is free",
                    base,
                    AGAIN.toSeconds());
        }
    }

    private void choose() {
        if (candidates.usual() && !open.containsKey(UsualAddress.BASE)) {
            usualAddress.claim().ifPresent(this::take);
        }
        if (!open.containsKey(UsualAddress.BASE) && open.isEmpty()) {
            anyGateway().ifPresent(this::take);
        }
        current = candidates.usual() && open.containsKey(UsualAddress.BASE)
                ? Optional.of(UsualAddress.BASE)
                : open.keySet().stream()
                        .filter(base -> !base.equals(UsualAddress.BASE))
                        .reduce((_, last) -> last);
        current.ifPresentOrElse(this::remember, this::warnOfNone);
    }

    private Optional<Listening> anyGateway() {
        for (String gateway : candidates.gateways().get()) {
            try {
                return Optional.of(Listening.at(gateway, 0));
            } catch (IOException elsewhere) {
                log.info("metadata address {} cannot be had: {}", gateway, elsewhere.getMessage());
            }
        }
        return Optional.empty();
    }

    private void take(Listening address) {
        open.put(address.base(), address);
        log.info("metadata is answered at {}", address.base());
        if (server.isPresent()) {
            try {
                server.get().listen(address);
            } catch (IOException failure) {
                open.remove(address.base());
                log.info("metadata address {} cannot be served: {}", address.base(), failure.getMessage());
            }
        }
    }

    private void remember(String base) {
        given.remove(base);
        given.add(base);
        while (given.size() > MOST) {
            given.remove(given.iterator().next());
        }
        store.set(BASES, given.stream().collect(Collectors.joining("\n")));
    }

    private void warnOfNone() {
        if (warned.add("")) {
            log.warn(
                    "no address for task metadata can be had, so tasks learn nothing of themselves and tasks with a"
                            + " role are not placed here: run the agent as root with ip and iptables installed, or"
                            + " see that Docker's bridge has an address; trying again every {} s",
                    AGAIN.toSeconds());
        }
    }

    private void forgetOthers(String kept) {
        if (given.size() > 1) {
            given.removeIf(base -> !base.equals(kept));
            store.set(BASES, kept);
        }
    }

    /// Containers live on and find the next agent; only when there are none does the host get its rules back.
    @Override
    public void close() {
        thread.interrupt();
        boolean usual;
        synchronized (this) {
            usual = open.containsKey(UsualAddress.BASE);
            for (Listening address : open.values()) {
                try {
                    address.channel().close();
                } catch (IOException closedAlready) {
                    log.debug("{} was closed", address.base());
                }
            }
        }
        if (usual && !anyTasks.getAsBoolean()) {
            UsualAddress.release();
        }
    }
}
