/// Job definitions, their rules, and the ECS task definition that each becomes (batch-semantics 6).
@NullMarked
package io.argosy.jobqueues.definitions;

import org.jspecify.annotations.NullMarked;
