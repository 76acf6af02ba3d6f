/// The OCI distribution protocol under `/v2/`: paths, methods and answers, and nothing that it does not ask for.
@NullMarked
package io.argosy.registry.distribution;

import org.jspecify.annotations.NullMarked;
