/// Figures for Prometheus: what there is to measure, who measures it, and how it is handed out.
@NullMarked
package io.argosy.insight.metrics;

import org.jspecify.annotations.NullMarked;
