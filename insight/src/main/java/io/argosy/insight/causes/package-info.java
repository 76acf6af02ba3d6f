/// From a symptom to its cause and the next step: of a cluster, a service, a task, an instance, a join token.
@NullMarked
package io.argosy.insight.causes;

import org.jspecify.annotations.NullMarked;
