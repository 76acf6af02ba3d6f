/// What tasks may have of this host: the agent's own rules, which hold whatever the control plane allows.
@NullMarked
package io.argosy.confinement;

import org.jspecify.annotations.NullMarked;
