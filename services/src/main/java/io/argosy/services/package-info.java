/// The operations of services: they record what is wanted, the service reconciler does it.
@NullMarked
package io.argosy.services;

import org.jspecify.annotations.NullMarked;
