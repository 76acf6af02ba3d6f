@NullMarked
package io.argosy.control.operations.instances;

import org.jspecify.annotations.NullMarked;
