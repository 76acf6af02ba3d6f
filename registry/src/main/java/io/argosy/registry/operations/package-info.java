/// The operations of ECR.
@NullMarked
package io.argosy.registry.operations;

import org.jspecify.annotations.NullMarked;
