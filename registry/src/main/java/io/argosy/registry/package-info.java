/// An image registry: OCI distribution and ECR's API over the same repositories.
@NullMarked
package io.argosy.registry;

import org.jspecify.annotations.NullMarked;
