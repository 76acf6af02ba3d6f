/// How a bare host becomes a container instance: the line that is typed there, the script it runs, the package it
/// takes.
@NullMarked
package io.argosy.joining;

import org.jspecify.annotations.NullMarked;
