package io.argosy.views.logs;

import java.io.IOException;
import java.util.Optional;

/// Lines in the order of their times, one after the other, to the end of what there is.
interface LineSource extends AutoCloseable {
    Optional<LogLine> next() throws IOException;

    @Override
    void close();
}
