/// Events on their way to the targets of rules: one row each until it has arrived, or nobody tries any more.
@NullMarked
package io.argosy.events.delivery;

import org.jspecify.annotations.NullMarked;
