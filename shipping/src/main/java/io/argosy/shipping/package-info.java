/// From a folder to a running service and back, by public operations and the `docker` and `git` of the machine.
@NullMarked
package io.argosy.shipping;

import org.jspecify.annotations.NullMarked;
