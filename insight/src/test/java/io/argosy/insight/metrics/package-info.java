@NullMarked
package io.argosy.insight.metrics;

import org.jspecify.annotations.NullMarked;
