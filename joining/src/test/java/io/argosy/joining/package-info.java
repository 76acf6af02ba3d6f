@NullMarked
package io.argosy.joining;

import org.jspecify.annotations.NullMarked;
