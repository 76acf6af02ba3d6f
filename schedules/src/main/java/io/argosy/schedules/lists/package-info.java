/// Lists of both services, page by page.
@NullMarked
package io.argosy.schedules.lists;

import org.jspecify.annotations.NullMarked;
