@NullMarked
package io.argosy.batch.scheduling;

import org.jspecify.annotations.NullMarked;
