/// Policy documents as values, and what they say to a request: pure, without a look at who has them.
@NullMarked
package io.argosy.access.policies;

import org.jspecify.annotations.NullMarked;
