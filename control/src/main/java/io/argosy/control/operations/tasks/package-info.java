@NullMarked
package io.argosy.control.operations.tasks;

import org.jspecify.annotations.NullMarked;
