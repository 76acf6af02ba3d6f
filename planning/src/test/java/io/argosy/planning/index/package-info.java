@NullMarked
package io.argosy.planning.index;

import org.jspecify.annotations.NullMarked;
