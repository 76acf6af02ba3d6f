@NullMarked
package io.argosy.app.fleet;

import org.jspecify.annotations.NullMarked;
