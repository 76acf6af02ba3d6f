@NullMarked
package io.argosy.bench;

import org.jspecify.annotations.NullMarked;
