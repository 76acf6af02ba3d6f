/// What a task definition must be like to be registered, and the form it is kept and shown in (ecs-semantics 4).
@NullMarked
package io.argosy.taskdefinitions;

import org.jspecify.annotations.NullMarked;
