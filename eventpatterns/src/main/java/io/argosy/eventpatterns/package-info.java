/// Which events a pattern means, and what is made of an event for a target: pure, over AWS's own matcher.
@NullMarked
package io.argosy.eventpatterns;

import org.jspecify.annotations.NullMarked;
