/// The journal as a promise: what one version wrote, every later one reads.
@NullMarked
package io.argosy.app.journal;

import org.jspecify.annotations.NullMarked;
