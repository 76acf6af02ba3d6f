/// Secrets Manager and the Parameter Store: values that only those read whom a policy lets, encrypted at rest.
@NullMarked
package io.argosy.secrets;

import org.jspecify.annotations.NullMarked;
