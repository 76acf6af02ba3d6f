/// Events: what happens in a realm, told to rules and to whoever follows.
@NullMarked
package io.argosy.events;

import org.jspecify.annotations.NullMarked;
