/// What is read about the program where it is installed, made of the commands it has.
@NullMarked
package io.argosy.app.pages;

import org.jspecify.annotations.NullMarked;
