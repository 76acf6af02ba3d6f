/// Who there is in an account, which keys they have, and what their policies let them do.
@NullMarked
package io.argosy.access.principals;

import org.jspecify.annotations.NullMarked;
