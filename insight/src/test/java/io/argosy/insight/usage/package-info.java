@NullMarked
package io.argosy.insight.usage;

import org.jspecify.annotations.NullMarked;
