/// What is answered for IAM and STS, a file an action.
@NullMarked
package io.argosy.access.operations;

import org.jspecify.annotations.NullMarked;
