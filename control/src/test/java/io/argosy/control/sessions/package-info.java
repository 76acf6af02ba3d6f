@NullMarked
package io.argosy.control.sessions;

import org.jspecify.annotations.NullMarked;
