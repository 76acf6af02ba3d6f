/// What a `compose.yaml` comes to in ECS: task definitions and services, the images to be built and the values of
/// secrets that they need; what cannot be had is refused by name.
@NullMarked
package io.argosy.compose;

import org.jspecify.annotations.NullMarked;
