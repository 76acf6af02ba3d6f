/// The operations of task definitions; their rules are in `control.taskdefinitions`.
@NullMarked
package io.argosy.control.operations.taskdefinitions;

import org.jspecify.annotations.NullMarked;
