/// Job queues and the environments they are tried on (batch-semantics 4).
@NullMarked
package io.argosy.jobqueues.queues;

import org.jspecify.annotations.NullMarked;
