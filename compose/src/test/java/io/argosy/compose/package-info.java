@NullMarked
package io.argosy.compose;

import org.jspecify.annotations.NullMarked;
