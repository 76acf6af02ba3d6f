/// What an operator wants to see: what is wrong and why, how much is used, figures for Prometheus. It reads what
/// other rooms know and changes nothing.
@NullMarked
package io.argosy.insight;

import org.jspecify.annotations.NullMarked;
