/// What is known, its single writer for each store, and the journal that makes it durable before anybody sees it.
@NullMarked
package io.argosy.state;

import org.jspecify.annotations.NullMarked;
