/// The cluster query language of placement constraints (ecs-semantics 6.5): text to expression, and expression to yes
/// or no.
@NullMarked
package io.argosy.planning.query;

import org.jspecify.annotations.NullMarked;
