/// Files of variables for containers: kept as artifacts in the registry, read in the name of a task's execution role.
@NullMarked
package io.argosy.environmentfiles;

import org.jspecify.annotations.NullMarked;
