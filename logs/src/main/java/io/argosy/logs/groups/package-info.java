/// Log groups: what the account's store keeps of each, and the names by which requests mean them.
@NullMarked
package io.argosy.logs.groups;

import org.jspecify.annotations.NullMarked;
