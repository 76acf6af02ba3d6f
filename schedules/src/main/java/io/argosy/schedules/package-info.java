/// EventBridge Scheduler and scheduled rules of Events, with a memory of every run.
@NullMarked
package io.argosy.schedules;

import org.jspecify.annotations.NullMarked;
