/// Users, roles, keys and policies of an account, and what they let requests do.
@NullMarked
package io.argosy.access;

import org.jspecify.annotations.NullMarked;
