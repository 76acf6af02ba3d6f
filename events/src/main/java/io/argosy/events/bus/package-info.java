/// What can be asked of the default bus beside its rules.
@NullMarked
package io.argosy.events.bus;

import org.jspecify.annotations.NullMarked;
