@NullMarked
package io.argosy.registry.images;

import org.jspecify.annotations.NullMarked;
