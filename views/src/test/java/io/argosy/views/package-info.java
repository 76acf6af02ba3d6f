@NullMarked
package io.argosy.views;

import org.jspecify.annotations.NullMarked;
