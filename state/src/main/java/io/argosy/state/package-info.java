@NullMarked
package io.argosy.state;

import org.jspecify.annotations.NullMarked;
