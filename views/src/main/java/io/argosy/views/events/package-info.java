/// What `events` shows.
@NullMarked
package io.argosy.views.events;

import org.jspecify.annotations.NullMarked;
