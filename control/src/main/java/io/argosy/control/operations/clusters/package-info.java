/// The operations of clusters.
@NullMarked
package io.argosy.control.operations.clusters;

import org.jspecify.annotations.NullMarked;
