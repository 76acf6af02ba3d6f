package io.argosy.agent.tasks;

import io.argosy.wire.acs.AcsContainer.PortMapping;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds one run of free host ports for each `containerPortRange`. It begins above what the kernel and the engine give
/// out by themselves, and goes on where it stopped, so that a run which is chosen but not yet bound is not chosen
/// twice.
final class PortRanges {
    private static final int FIRST = 49_153;
    private static final int BEGIN = 61_000;
    private static final int LAST = 65_535;
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");

    /// A range of container ports; `until` belongs to it.
    record Range(int from, int until, String protocol) {
        static Optional<Range> of(PortMapping mapping) {
            Matcher matcher = FORM.matcher(mapping.containerPortRange().orElse(""));
            return matcher.matches()
                    ? Optional.of(new Range(
                            Integer.parseInt(matcher.group(1)),
                            Integer.parseInt(matcher.group(2)),
                            mapping.protocol().orElse("tcp")))
                    : Optional.empty();
        }

        int size() {
            return until - from + 1;
        }

        boolean holds(int port, String ofProtocol) {
            return port >= from && port <= until && protocol.equals(ofProtocol);
        }
    }

    private int next = BEGIN;

    /// The mappings with every range as single ports, each with its host port.
    List<PortMapping> placed(List<PortMapping> mappings) throws ResourceRefused {
        List<PortMapping> placed = new ArrayList<>();
        for (PortMapping mapping : mappings) {
            Optional<Range> range = Range.of(mapping);
            if (range.isEmpty()) {
                placed.add(mapping);
                continue;
            }
            int begin = find(range.get());
            IntStream.range(0, range.get().size())
                    .mapToObj(i -> new PortMapping(range.get().from() + i, begin + i, mapping.protocol()))
                    .forEach(placed::add);
        }
        return placed;
    }

    private synchronized int find(Range range) throws ResourceRefused {
        int begin = next;
        int run = 0;
        for (int looked = 0; looked < 2 * (LAST - FIRST + 1); looked++) {
            int port = begin + run;
            if (port > LAST || !free(port, range.protocol())) {
                begin = port >= LAST ? FIRST : port + 1;
                run = 0;
            } else if (++run == range.size()) {
                next = begin + run > LAST ? FIRST : begin + run;
                return begin;
            }
        }
        throw new ResourceRefused("this host has no " + range.size() + " free " + range.protocol()
                + " ports in a row between " + FIRST + " and " + LAST);
    }

    private static boolean free(int port, String protocol) {
        try {
            if (protocol.equals("udp")) {
                new DatagramSocket(port).close();
            } else {
                new ServerSocket(port).close();
            }
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
