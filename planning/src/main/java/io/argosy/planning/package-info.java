/// Decisions as pure functions: where a task is placed, which tasks a service starts and stops. State, time and chance
/// come in; a plan with its reasons comes out.
@NullMarked
package io.argosy.planning;

import org.jspecify.annotations.NullMarked;
