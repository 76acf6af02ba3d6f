/// What `argosy logs` shows: which containers are meant, where each one's log is, and its lines put together.
@NullMarked
package io.argosy.views.logs;

import org.jspecify.annotations.NullMarked;
