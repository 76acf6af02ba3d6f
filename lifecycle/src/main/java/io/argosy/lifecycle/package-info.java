/// What becomes of images with time, decided: the rules of a lifecycle policy, read, and what they come to.
@NullMarked
package io.argosy.lifecycle;

import org.jspecify.annotations.NullMarked;
