@NullMarked
package io.argosy.app.server;

import org.jspecify.annotations.NullMarked;
