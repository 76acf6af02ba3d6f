/// What becomes of images with time: the rules that repositories have for it, and what of them no rule takes.
@NullMarked
package io.argosy.registry.lifecycle;

import org.jspecify.annotations.NullMarked;
