/// Consumable resources: counted things that jobs hold (batch-semantics 11).
@NullMarked
package io.argosy.jobqueues.consumables;

import org.jspecify.annotations.NullMarked;
