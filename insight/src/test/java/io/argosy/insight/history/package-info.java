@NullMarked
package io.argosy.insight.history;

import org.jspecify.annotations.NullMarked;
