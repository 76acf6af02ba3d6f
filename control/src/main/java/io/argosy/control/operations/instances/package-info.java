/// The operations of container instances and their attributes, those an agent asks for included.
@NullMarked
package io.argosy.control.operations.instances;

import org.jspecify.annotations.NullMarked;
