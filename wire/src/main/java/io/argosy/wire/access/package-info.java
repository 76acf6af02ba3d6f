/// Who is calling and what they may do: keys, request signatures (SigV4, both sides) and permissions.
@NullMarked
package io.argosy.wire.access;

import org.jspecify.annotations.NullMarked;
