/// Who may push and pull: ECR's tokens, and the login that carries them.
@NullMarked
package io.argosy.registry.access;

import org.jspecify.annotations.NullMarked;
