@NullMarked
package io.argosy.control.operations.services;

import org.jspecify.annotations.NullMarked;
