/// The settings of a server: read from file, variables and flags, all mistakes told at once.
@NullMarked
package io.argosy.app.configuration;

import org.jspecify.annotations.NullMarked;
