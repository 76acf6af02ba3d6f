/// Service environments and service jobs, of which there are none here (batch-semantics 12).
@NullMarked
package io.argosy.jobqueues.services;

import org.jspecify.annotations.NullMarked;
