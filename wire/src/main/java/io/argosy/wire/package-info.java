@NullMarked
package io.argosy.wire;

import org.jspecify.annotations.NullMarked;
