/// Jobs: what is kept of them, what callers do with them, and how they come to run as tasks.
@NullMarked
package io.argosy.batch.jobs;

import org.jspecify.annotations.NullMarked;
