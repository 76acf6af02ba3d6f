/// What an agent must not forget, in one SQLite file.
@NullMarked
package io.argosy.agent.store;

import org.jspecify.annotations.NullMarked;
