/// JSON without ceremony: trees of plain maps, lists and values, and the records they stand for.
@NullMarked
package io.argosy.shapes.json;

import org.jspecify.annotations.NullMarked;
