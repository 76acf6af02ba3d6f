@NullMarked
package io.argosy.planning.query;

import org.jspecify.annotations.NullMarked;
