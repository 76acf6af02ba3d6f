/// A container instance: joins a cluster, runs its tasks on this host's Docker engine, and reports what happens.
@NullMarked
package io.argosy.agent;

import org.jspecify.annotations.NullMarked;
