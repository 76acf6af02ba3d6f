/// News of tasks on their way to the control plane: kept until accepted, in order, one at a time a task.
@NullMarked
package io.argosy.agent.reports;

import org.jspecify.annotations.NullMarked;
