/// Tasks on this instance: one supervisor each, a planner that decides, a driver that acts on the engine.
@NullMarked
package io.argosy.agent.tasks;

import org.jspecify.annotations.NullMarked;
