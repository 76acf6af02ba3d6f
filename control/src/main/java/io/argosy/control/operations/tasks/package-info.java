/// The operations of tasks, those of clients and the reports of agents.
@NullMarked
package io.argosy.control.operations.tasks;

import org.jspecify.annotations.NullMarked;
