/// Builds images on a container instance with its engine, as the server asks for, and brings them to the registry.
@NullMarked
package io.argosy.imagebuilds;

import org.jspecify.annotations.NullMarked;
