@NullMarked
package io.argosy.insight.causes;

import org.jspecify.annotations.NullMarked;
