@NullMarked
package io.argosy.registry.blobs;

import org.jspecify.annotations.NullMarked;
