/// What generated records and codecs share: the description of a service, its operations and members, and the codecs of
/// its protocols. The records themselves are generated from `shapes/models`, a package for each service.
@NullMarked
package io.argosy.shapes;

import org.jspecify.annotations.NullMarked;
