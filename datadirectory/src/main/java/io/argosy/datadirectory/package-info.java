/// The data directory of a server or an agent: held by one, read by its owner only; a server's backed up and restored.
@NullMarked
package io.argosy.datadirectory;

import org.jspecify.annotations.NullMarked;
