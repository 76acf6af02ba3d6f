/// Log routers of tasks: which containers log to which, what a router is told, and where they meet on this host.
@NullMarked
package io.argosy.firelens;

import org.jspecify.annotations.NullMarked;
