/// CloudWatch Logs: log groups and streams, the events that are put into them, and who reads and follows those.
@NullMarked
package io.argosy.logs;

import org.jspecify.annotations.NullMarked;
