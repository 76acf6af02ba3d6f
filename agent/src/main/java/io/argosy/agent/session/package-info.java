/// The agent's side of the conversation with its control plane: registration, the control channel and telemetry.
@NullMarked
package io.argosy.agent.session;

import org.jspecify.annotations.NullMarked;
