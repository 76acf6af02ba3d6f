/// The operations of CloudWatch Logs.
@NullMarked
package io.argosy.logs.operations;

import org.jspecify.annotations.NullMarked;
