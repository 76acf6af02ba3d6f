/// The account settings of ECS: what principals give them, and what counts.
@NullMarked
package io.argosy.accountsettings;

import org.jspecify.annotations.NullMarked;
