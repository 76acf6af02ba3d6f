/// Secrets Manager: secrets, their versions and the stages of those, and its operations.
@NullMarked
package io.argosy.secrets.manager;

import org.jspecify.annotations.NullMarked;
