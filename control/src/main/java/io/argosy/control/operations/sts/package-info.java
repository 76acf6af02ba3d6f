@NullMarked
package io.argosy.control.operations.sts;

import org.jspecify.annotations.NullMarked;
