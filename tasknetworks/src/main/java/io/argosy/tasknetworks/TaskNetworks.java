package io.argosy.tasknetworks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives tasks of this host addresses of their own, and keeps the ways to those of other hosts. What the kernel was
/// told outlives the agent; what somebody took away is put back.
public final class TaskNetworks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TaskNetworks.class);
    private static final Duration KEEP = Duration.ofSeconds(30);

    private final Optional<String> host;
    private final ReentrantLock oneByOne = new ReentrantLock();
    private final Semaphore changed = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("task-networks").unstarted(this::run);
    private volatile Optional<Neighbours> wanted = Optional.empty();
    private volatile List<String> told = List.of();
    private @Nullable Neighbours fitting;

    private TaskNetworks(Optional<String> host) {
        this.host = host;
    }

    /// `server` is the name or address of the control plane: other hosts reach this one at the address it speaks to it
    /// from.
    public static TaskNetworks onHost(String server) {
        Optional<String> host = HostRoutes.hostAddress(address(server)).filter(_ -> HostRules.guarded());
        if (host.isEmpty()) {
            log.info("tasks get no addresses of their own here: that takes root, ip, nsenter, and iptables with its"
                    + " rpfilter match");
        }
        return new TaskNetworks(host);
    }

    private static String address(String name) {
        try {
            return InetAddress.getByName(name).getHostAddress();
        } catch (UnknownHostException unknown) {
            return "";
        }
    }

    /// The address of this host for others; nothing when it cannot give tasks addresses.
    public Optional<String> hostAddress() {
        return host;
    }

    public void start() {
        thread.start();
    }

    /// Never blocks.
    public void become(Neighbours now) {
        wanted = Optional.of(now);
        changed.release();
    }

    /// Puts the namespace of this process onto the network, under the task's address.
    public void attach(TaskAddress task, int pid) throws NetworkRefused {
        Neighbours now = wanted.orElseThrow(() -> new NetworkRefused("the control plane gave this host no subnet"));
        if (!now.subnet().equals(task.range())) {
            throw new NetworkRefused(task.address() + " is not of this host's subnet " + now.subnet());
        }
        keep(now);
        Links.attach(task, pid);
    }

    private void keep(Neighbours now) throws NetworkRefused {
        oneByOne.lock();
        try {
            if (!now.equals(fitting)) {
                HostRoutes.check(now.pool());
                fitting = now;
            }
            Links.set("ipv4/ip_forward", "1");
            Commands.run(
                    List.of(
                            "addr replace " + now.subnet().at(1) + "/32 dev lo label lo:argosy",
                            "route replace " + HostRoutes.elsewhere(now.pool())),
                    List.of("ip", "-4", "-batch", "-"));
            if (!HostRules.keep(now.subnet(), now.pool())) {
                throw new NetworkRefused("iptables does not take the rules for " + now.subnet());
            }
        } finally {
            oneByOne.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                wanted.ifPresent(this::bringCloser);
                if (changed.tryAcquire(KEEP.toMillis(), TimeUnit.MILLISECONDS)) {
                    changed.drainPermits();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void bringCloser(Neighbours now) {
        List<String> failures;
        try {
            keep(now);
            failures = HostRoutes.become(now, host.orElseThrow());
        } catch (NetworkRefused failed) {
            failures = List.of(String.valueOf(failed.getMessage()));
        }
        if (!failures.equals(told)) {
            failures.forEach(failure -> log.warn("task network: {}", failure));
            told = failures;
        }
    }

    /// Leaves the host as it was; for when no task is left that has an address.
    public void release() {
        if (host.isPresent()) {
            wanted.ifPresentOrElse(TaskNetworks::release, HostRules::release);
        }
    }

    private static void release(Neighbours now) {
        HostRules.release(now.subnet(), now.pool());
        HostRoutes.release();
        Commands.succeeds("ip", "addr", "del", now.subnet().at(1) + "/32", "dev", "lo");
        Commands.succeeds(("ip route del " + HostRoutes.elsewhere(now.pool())).split(" "));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
