/// The operations of EventBridge Scheduler, and what it keeps.
@NullMarked
package io.argosy.schedules.scheduler;

import org.jspecify.annotations.NullMarked;
