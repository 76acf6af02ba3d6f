/// ECS's nouns as records, and what may become of them: who follows whom among task states, how ARNs are written.
/// Nothing here knows a clock, a thread or a file.
@NullMarked
package io.argosy.model;

import org.jspecify.annotations.NullMarked;
