/// What a change would do, before anybody makes it: a cluster goes on in memory by the very operations and reconcilers
/// of the server, and nothing of it is kept.
@org.jspecify.annotations.NullMarked
package io.argosy.foresight;
