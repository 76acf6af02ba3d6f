/// The AWS command line, SDKs and a real engine against the packaged program; all of it is tests.
@NullMarked
package io.argosy.acceptance;

import org.jspecify.annotations.NullMarked;
