@NullMarked
package io.argosy.shapes;

import org.jspecify.annotations.NullMarked;
