/// Addresses of tasks on this host: the pause container that holds a task's network, the link into it, the firewall's
/// rules for it, and the ways to the tasks of other hosts.
@NullMarked
package io.argosy.tasknetworks;

import org.jspecify.annotations.NullMarked;
