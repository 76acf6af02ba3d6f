/// What agents measured last, beside what runs where.
@NullMarked
package io.argosy.insight.usage;

import org.jspecify.annotations.NullMarked;
