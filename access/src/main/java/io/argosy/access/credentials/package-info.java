/// Keys of users, roles and tasks as credentials that requests are signed with.
@NullMarked
package io.argosy.access.credentials;

import org.jspecify.annotations.NullMarked;
