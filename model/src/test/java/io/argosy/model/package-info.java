@NullMarked
package io.argosy.model;

import org.jspecify.annotations.NullMarked;
