@NullMarked
package io.argosy.batch.jobs;

import org.jspecify.annotations.NullMarked;
