/// How values are encrypted at rest: each under a key of its own, and that under the key of a file.
@NullMarked
package io.argosy.secrets.sealing;

import org.jspecify.annotations.NullMarked;
