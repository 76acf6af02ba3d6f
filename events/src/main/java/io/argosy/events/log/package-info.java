/// Events as they are read from the changes of a realm: derived, in their order, never written down.
@NullMarked
package io.argosy.events.log;

import org.jspecify.annotations.NullMarked;
