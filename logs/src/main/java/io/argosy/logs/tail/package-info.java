/// Following log groups live: who hears of events that have just become durable.
@NullMarked
package io.argosy.logs.tail;

import org.jspecify.annotations.NullMarked;
