/// What container instances and the control plane say to each other over the agent websockets.
@NullMarked
package io.argosy.wire.acs;

import org.jspecify.annotations.NullMarked;
