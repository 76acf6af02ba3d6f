@NullMarked
package io.argosy.app.views;

import org.jspecify.annotations.NullMarked;
