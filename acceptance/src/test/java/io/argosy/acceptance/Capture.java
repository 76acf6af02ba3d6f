package io.argosy.acceptance;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// What crosses a bridge, taken down by `tcpdump` from the moment the bridge is there.
final class Capture {
    private static final int IPV4 = 0x0800;
    /// ICMP and IGMP, by which kernels speak of the network itself.
    private static final Set<Integer> OF_THE_NETWORK = Set.of(1, 2);

    private static final int TCP = 6;
    private static final int SYN = 2;
    private static final int ETHERNET = 14;
    private static final int SANE = 1 << 18;
    private static final int TRIES = 100;
    private static final int LOOK_MILLIS = 200;

    private final Path file;
    private final Process process;

    private Capture(Path file, Process process) {
        this.file = file;
        this.process = process;
    }

    /// A device that is there and not up yet is tried again: tcpdump ends at once.
    static Capture of(String device, Path file) {
        try {
            Process process = tcpdump(device, file);
            for (int tries = 0; tries < TRIES && process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS); tries++) {
                process = tcpdump(device, file);
            }
            return new Capture(file, process);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private static Process tcpdump(String device, Path file) throws IOException {
        return new ProcessBuilder("tcpdump", "-i", device, "-B", "65536", "-U", "-w", file.toString(), "ip")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Where a packet goes, and from where.
    private record Way(String from, int fromPort, String to, int toPort) {}

    /// Ends it. Answers how many connections went to each port whose every byte was seen to be of TLS records, and each
    /// packet's way that was something else; ports in `clear` are for what is meant to be read.
    Findings end(List<Integer> clear) throws IOException, InterruptedException {
        process.destroy();
        assert process.waitFor(20, TimeUnit.SECONDS);
        Map<Way, TlsStream> streams = new HashMap<>();
        var findings = new Findings(new TreeMap<>(), new TreeMap<>());
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            in.skipNBytes(24);
            byte[] head = new byte[16];
            while (true) {
                in.readFully(head);
                int size = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(8);
                assert size < SANE;
                judge(in.readNBytes(size), clear, streams, findings);
            }
        } catch (EOFException _) {
            return findings;
        }
    }

    /// Connections that were TLS, by the server's port; and what was not, with its first bytes.
    record Findings(Map<Integer, Integer> encrypted, Map<String, String> plain) {}

    private static void judge(byte[] frame, List<Integer> clear, Map<Way, TlsStream> streams, Findings findings) {
        ByteBuffer packet = ByteBuffer.wrap(frame);
        if ((packet.getShort(12) & 0xFFFF) != IPV4) {
            return;
        }
        int protocol = packet.get(ETHERNET + 9);
        int head = ETHERNET + (packet.get(ETHERNET) & 15) * 4;
        String from = address(packet, ETHERNET + 12);
        String to = address(packet, ETHERNET + 16);
        if (protocol != TCP) {
            if (!OF_THE_NETWORK.contains(protocol)) {
                findings.plain.put("protocol " + protocol + " " + from + " to " + to, "");
            }
            return;
        }
        var way = new Way(from, packet.getShort(head) & 0xFFFF, to, packet.getShort(head + 2) & 0xFFFF);
        if (clear.contains(way.fromPort) || clear.contains(way.toPort)) {
            return;
        }
        int sequence = packet.getInt(head + 4);
        if ((packet.get(head + 13) & SYN) != 0) {
            if (streams.put(way, new TlsStream(sequence + 1)) == null && way.toPort < way.fromPort) {
                findings.encrypted.merge(way.toPort, 1, Integer::sum);
            }
            return;
        }
        int data = head + (packet.get(head + 12) >> 4 & 15) * 4;
        int end = ETHERNET + (packet.getShort(ETHERNET + 2) & 0xFFFF);
        TlsStream stream = streams.get(way);
        if (stream != null && end > data) {
            stream.accept(sequence, Arrays.copyOfRange(frame, data, end));
            stream.wrong().ifPresent(bytes -> findings.plain.put(way.toString(), bytes));
        }
    }

    private static String address(ByteBuffer packet, int at) {
        return (packet.get(at) & 0xFF) + "." + (packet.get(at + 1) & 0xFF) + "." + (packet.get(at + 2) & 0xFF) + "."
                + (packet.get(at + 3) & 0xFF);
    }
}
