/// Images as repositories hold them: manifests, tags, what needs what, and what may go.
@NullMarked
package io.argosy.registry.images;

import org.jspecify.annotations.NullMarked;
