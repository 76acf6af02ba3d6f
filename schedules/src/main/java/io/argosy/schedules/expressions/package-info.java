/// When a schedule is due: its expression read, and the moments that it names.
@NullMarked
package io.argosy.schedules.expressions;

import org.jspecify.annotations.NullMarked;
