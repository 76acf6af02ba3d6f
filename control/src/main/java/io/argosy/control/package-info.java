/// What the operations and reconcilers of ECS and the agents' sessions share: launching tasks, naming clusters and
/// definitions, and
/// the shapes of what clients see.
@NullMarked
package io.argosy.control;

import org.jspecify.annotations.NullMarked;
