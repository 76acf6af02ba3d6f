/// Whoever compares what is wanted with what is, and writes the difference. A pass takes no input, may be repeated, and
/// learns from nobody what changed: commits only wake it.
@NullMarked
package io.argosy.reconcilers;

import org.jspecify.annotations.NullMarked;
