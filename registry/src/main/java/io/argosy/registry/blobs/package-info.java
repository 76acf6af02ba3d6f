/// Layers and manifests as files: uploads that stream, links that say which repository has a blob, and the sweep of
/// what nobody needs.
@NullMarked
package io.argosy.registry.blobs;

import org.jspecify.annotations.NullMarked;
