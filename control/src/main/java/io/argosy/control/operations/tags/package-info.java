/// The operations on the tags of any resource.
@NullMarked
package io.argosy.control.operations.tags;

import org.jspecify.annotations.NullMarked;
