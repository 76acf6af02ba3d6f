/// The filter patterns of CloudWatch Logs: plain terms, JSON, and fields between spaces.
@NullMarked
package io.argosy.logs.patterns;

import org.jspecify.annotations.NullMarked;
