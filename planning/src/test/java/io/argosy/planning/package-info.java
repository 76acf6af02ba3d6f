@NullMarked
package io.argosy.planning;

import org.jspecify.annotations.NullMarked;
