@NullMarked
package io.argosy.control;

import org.jspecify.annotations.NullMarked;
