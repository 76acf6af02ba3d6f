package io.argosy.capacity.groups;

import io.argosy.capacity.HostGroup;
import io.argosy.hosts.Host;
import io.argosy.hosts.HostShare;
import io.argosy.hosts.Joining;
import io.argosy.hosts.LocalHosts;
import io.argosy.hosts.Subnet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Hosts in namespaces of this machine, below a folder of the group's own. Which subnet they are in is kept there, as
/// they outlive this program.
public final class LocalMaker implements HostMaker {
    private static final String SUBNET = "subnet";

    private final HostGroup group;
    private final Path folder;
    private final Path program;
    private final ReentrantLock one = new ReentrantLock();

    /// `program` is where Argosy is installed.
    public LocalMaker(HostGroup group, Path folder, Path program) {
        this.group = group;
        this.folder = folder;
        this.program = program;
    }

    private LocalHosts hosts() throws IOException {
        return hosts(folder, program);
    }

    /// Ends every host of a group's folder and takes them away, for whoever ended the server before.
    public static void endAll(Path folder, Path program) throws IOException, InterruptedException {
        LocalHosts hosts = hosts(folder, program);
        hosts.terminate(hosts.list().stream().map(Host::name).toList());
        hosts.removeNetwork();
    }

    private static LocalHosts hosts(Path folder, Path program) throws IOException {
        Path kept = folder.resolve(SUBNET);
        if (!Files.exists(kept)) {
            Files.createDirectories(folder);
            Subnet free = Subnet.free(LocalHosts.preferredSubnet(folder));
            Files.writeString(kept, Integer.toString(free.third()));
        }
        var subnet = new Subnet(Integer.parseInt(Files.readString(kept).strip()));
        return new LocalHosts(folder, program, subnet, List.of(), folder.getFileName() + "-");
    }

    @Override
    public List<String> list() throws IOException {
        one.lock();
        try {
            return Files.isDirectory(folder)
                    ? hosts().list().stream().map(Host::name).toList()
                    : List.of();
        } finally {
            one.unlock();
        }
    }

    @Override
    public String launch(Invitation invitation) throws IOException, InterruptedException {
        var joining =
                new Joining(invitation.endpoint(), invitation.cluster(), invitation.token(), agentFlags(invitation));
        one.lockInterruptibly();
        try {
            return hosts().launch(1, joining).getFirst().name();
        } finally {
            one.unlock();
        }
    }

    /// Each host sees the whole machine: what is more than its size is not for its tasks.
    private List<String> agentFlags(Invitation invitation) throws IOException {
        List<String> flags = new ArrayList<>(
                HostShare.leaving(group.size().memoryMib(), group.size().cpu()).agentFlags());
        invitation.caFingerprint().ifPresent(fingerprint -> flags.addAll(List.of("--ca-fingerprint", fingerprint)));
        group.attributes().forEach(attribute -> flags.addAll(List.of("--attributes", attribute)));
        return flags;
    }

    /// Ending a host takes as long as what runs on it; others are made and ended meanwhile. The last one takes the
    /// network with it.
    @Override
    public void terminate(String id) throws IOException, InterruptedException {
        if (list().contains(id)) {
            hosts().terminate(List.of(id));
        }
        one.lockInterruptibly();
        try {
            if (hosts().list().isEmpty()) {
                hosts().removeNetwork();
            }
        } finally {
            one.unlock();
        }
    }
}
