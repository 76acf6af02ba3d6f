@NullMarked
package io.argosy.sessions;

import org.jspecify.annotations.NullMarked;
