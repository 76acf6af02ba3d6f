/// What a registry is set to: templates of new repositories, account settings, what would be scanned.
@NullMarked
package io.argosy.registry.settings;

import org.jspecify.annotations.NullMarked;
