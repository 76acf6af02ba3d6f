/// The program's commands: each reads its options, wires what it needs and waits for the end.
@NullMarked
package io.argosy.app;

import org.jspecify.annotations.NullMarked;
