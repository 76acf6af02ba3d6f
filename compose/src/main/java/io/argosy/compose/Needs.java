package io.argosy.compose;

import java.util.Optional;
import java.util.Set;

/// What a container needs and may have at most, as `deploy.resources` or the older members say it. Who says nothing of
/// memory is counted with 128 MiB, and may use more.
record Needs(int shares, Optional<Integer> mostShares, Optional<Integer> memoryMib, Optional<Integer> reservedMib) {
    private static final int USUAL_MIB = 128;
    private static final int LEAST_MIB = 6;
    private static final Set<String> KINDS = Set.of("limits", "reservations");
    private static final Set<String> COUNTED = Set.of("cpus", "memory");

    static Needs of(Part service) {
        Part resources = service.part("deploy").part("resources").only(KINDS);
        Part limits = resources.part("limits").only(COUNTED);
        Part reservations = resources.part("reservations").only(COUNTED);
        Optional<Integer> most = Units.shares(limits, "cpus").or(() -> Units.shares(service, "cpus"));
        Optional<Integer> memory =
                Units.mebibytes(limits, "memory", LEAST_MIB).or(() -> Units.mebibytes(service, "mem_limit", LEAST_MIB));
        Optional<Integer> reserved = Units.mebibytes(reservations, "memory", LEAST_MIB)
                .or(() -> Units.mebibytes(service, "mem_reservation", LEAST_MIB));
        return new Needs(
                Units.shares(reservations, "cpus").or(() -> most).orElse(0),
                most,
                memory,
                reserved.isEmpty() && memory.isEmpty() ? Optional.of(USUAL_MIB) : reserved);
    }
}
