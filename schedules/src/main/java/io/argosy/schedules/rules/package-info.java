/// The operations of Events on scheduled rules and on webhooks, and what they keep.
@NullMarked
package io.argosy.schedules.rules;

import org.jspecify.annotations.NullMarked;
