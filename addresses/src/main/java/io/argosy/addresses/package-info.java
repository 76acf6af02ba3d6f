/// Which addresses tasks have: a subnet for each instance, out of one pool, and in it an address for each task.
@NullMarked
package io.argosy.addresses;

import org.jspecify.annotations.NullMarked;
