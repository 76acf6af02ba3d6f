/// How a bare host becomes a container instance: the line that is typed there, the script it runs, the package it
/// takes.
@NullMarked
package io.argosy.app.joining;

import org.jspecify.annotations.NullMarked;
