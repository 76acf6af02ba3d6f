/// What containers can ask the agent about themselves, and what people on the host can ask it.
@NullMarked
package io.argosy.agent.metadata;

import org.jspecify.annotations.NullMarked;
