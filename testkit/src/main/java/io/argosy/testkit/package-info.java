/// The whole control plane step by step, with a pretend clock, network and fleet, steered by a seed; and the rules that
/// must hold after every durable write.
@NullMarked
package io.argosy.testkit;

import org.jspecify.annotations.NullMarked;
