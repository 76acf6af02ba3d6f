/// What AWS Batch has besides jobs: compute environments, queues, job definitions, scheduling policies and consumable
/// resources.
@NullMarked
package io.argosy.jobqueues;

import org.jspecify.annotations.NullMarked;
