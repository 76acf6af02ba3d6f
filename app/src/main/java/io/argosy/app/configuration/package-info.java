@NullMarked
package io.argosy.app.configuration;

import org.jspecify.annotations.NullMarked;
