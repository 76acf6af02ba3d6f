/// What `status`, `why` and `top` show: read by public operations, laid out for a terminal or as one JSON document.
@NullMarked
package io.argosy.views;

import org.jspecify.annotations.NullMarked;
