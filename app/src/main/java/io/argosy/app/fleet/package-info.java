/// `up` and `down`: server, agent and the sample fleet as processes of this machine, and what a person sees of it.
@NullMarked
package io.argosy.app.fleet;

import org.jspecify.annotations.NullMarked;
