/// Connected agents: the control channel (ACS) that hands out work, and the telemetry channel (TCS).
@NullMarked
package io.argosy.sessions;

import org.jspecify.annotations.NullMarked;
