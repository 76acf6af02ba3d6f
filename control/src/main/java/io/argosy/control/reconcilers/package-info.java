@NullMarked
package io.argosy.control.reconcilers;

import org.jspecify.annotations.NullMarked;
