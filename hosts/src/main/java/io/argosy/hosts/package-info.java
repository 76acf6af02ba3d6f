/// Hosts that a program makes and takes away, each with an engine and an agent; those of this machine are namespaces.
@NullMarked
package io.argosy.hosts;

import org.jspecify.annotations.NullMarked;
