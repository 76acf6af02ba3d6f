@NullMarked
package io.argosy.registry.access;

import org.jspecify.annotations.NullMarked;
