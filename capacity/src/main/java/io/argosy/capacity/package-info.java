/// Capacity providers: the operations on them, the hosts behind them, and how many of these there are to be.
@NullMarked
package io.argosy.capacity;

import org.jspecify.annotations.NullMarked;
