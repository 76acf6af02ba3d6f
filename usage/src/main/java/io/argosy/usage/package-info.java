/// What containers and the host use, read from the kernel's own files.
@NullMarked
package io.argosy.usage;

import org.jspecify.annotations.NullMarked;
