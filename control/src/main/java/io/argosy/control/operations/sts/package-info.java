/// What Argosy answers for the Security Token Service.
@NullMarked
package io.argosy.control.operations.sts;

import org.jspecify.annotations.NullMarked;
