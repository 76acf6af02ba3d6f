/// What was: tasks that ended, as far back as the journal remembers.
@org.jspecify.annotations.NullMarked
package io.argosy.insight.history;
