package io.argosy.sessions;

import io.argosy.addresses.TaskSubnets;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What every session is given: time, fresh ids, what makes tasks into assignments, where keys of their roles come
/// from, which addresses lie on which host, and who runs it from the moment its channel is open.
record SessionDependencies(
        InstantSource clock,
        Supplier<String> ids,
        Assignments assignments,
        RoleKeys roles,
        TaskSubnets subnets,
        Consumer<Session> runner) {}
