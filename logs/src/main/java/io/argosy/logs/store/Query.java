package io.argosy.logs.store;

import java.util.Optional;

/// Which events of a group are wanted: of these streams, from one time to another (both included), in one direction,
/// from a position on if there is one, and only what the filter lets through. `bytes` is how much of blocks is read
/// before the walk pauses.
public record Query(
        StreamChoice streams,
        long from,
        long to,
        boolean forward,
        Optional<Position> start,
        EventFilter filter,
        long bytes) {}
