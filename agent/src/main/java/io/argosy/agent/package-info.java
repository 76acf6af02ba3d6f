@NullMarked
package io.argosy.agent;

import org.jspecify.annotations.NullMarked;
