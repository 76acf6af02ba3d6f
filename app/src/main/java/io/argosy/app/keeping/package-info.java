/// Backups of a server's data directory, and what takes their place there again.
@NullMarked
package io.argosy.app.keeping;

import org.jspecify.annotations.NullMarked;
