/// What is done at a due time: targets of schedules and rules, checked when they are given and read when they are due.
@NullMarked
package io.argosy.schedules.targets;

import org.jspecify.annotations.NullMarked;
