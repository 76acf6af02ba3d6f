/// The Parameter Store of Systems Manager: parameters, their versions and labels, and its operations.
@NullMarked
package io.argosy.secrets.parameters;

import org.jspecify.annotations.NullMarked;
