/// Events for whoever follows them over HTTP, as they happen and from where they had come to.
@NullMarked
package io.argosy.events.feed;

import org.jspecify.annotations.NullMarked;
