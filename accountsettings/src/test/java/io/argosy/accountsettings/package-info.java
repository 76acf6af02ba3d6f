@NullMarked
package io.argosy.accountsettings;

import org.jspecify.annotations.NullMarked;
