/// Measurements of the packaged program beside its peers; they write `docs/performance.md`.
@NullMarked
package io.argosy.bench;

import org.jspecify.annotations.NullMarked;
