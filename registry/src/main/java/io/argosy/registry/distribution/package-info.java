@NullMarked
package io.argosy.registry.distribution;

import org.jspecify.annotations.NullMarked;
