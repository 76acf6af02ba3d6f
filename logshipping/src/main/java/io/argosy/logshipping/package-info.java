/// Sends on what containers write, from the engine's own files to the Logs API, as Docker's `awslogs` driver would.
@NullMarked
package io.argosy.logshipping;

import org.jspecify.annotations.NullMarked;
