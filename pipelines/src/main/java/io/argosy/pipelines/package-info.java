/// Pipelines: from a commit or an image to a service that runs it, and back where it fails, every run remembered.
@NullMarked
package io.argosy.pipelines;

import org.jspecify.annotations.NullMarked;
