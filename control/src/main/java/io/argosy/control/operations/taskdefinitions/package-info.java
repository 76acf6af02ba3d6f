@NullMarked
package io.argosy.control.operations.taskdefinitions;

import org.jspecify.annotations.NullMarked;
