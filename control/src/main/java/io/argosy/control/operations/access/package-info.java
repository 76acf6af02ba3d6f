/// Join tokens and agents' keys: how a host becomes an agent, and how it stops being one.
@NullMarked
package io.argosy.control.operations.access;

import org.jspecify.annotations.NullMarked;
