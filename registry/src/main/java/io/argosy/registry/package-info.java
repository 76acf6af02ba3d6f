@NullMarked
package io.argosy.registry;

import org.jspecify.annotations.NullMarked;
