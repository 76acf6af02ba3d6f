@NullMarked
package io.argosy.acceptance;

import org.jspecify.annotations.NullMarked;
