/// A whole server in one process: the rooms wired by hand, the data directory they live in, and what only a process has
/// (clock, chance, memory).
@NullMarked
package io.argosy.app.server;

import org.jspecify.annotations.NullMarked;
