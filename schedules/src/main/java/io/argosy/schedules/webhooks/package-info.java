/// Webhooks: connections and API destinations of Events, and what is sent to them.
@NullMarked
package io.argosy.schedules.webhooks;

import org.jspecify.annotations.NullMarked;
