@NullMarked
package io.argosy.app;

import org.jspecify.annotations.NullMarked;
