package io.argosy.logs.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Events that have just become durable, as who follows a group hears of them.
public record StoredBlock(GroupLog group, StoredStream stream, byte[] bytes) {

    /// Those that the filter lets through.
    public List<StoredEvent> events(EventFilter filter) {
        MessageText text = MessageText.of(bytes, Block.HEAD, bytes.length);
        List<StoredEvent> events = new ArrayList<>();
        if (filter.mayMatchIn(text)) {
            var all = new Query(
                    new StreamChoice.All(), Long.MIN_VALUE, Long.MAX_VALUE, true, Optional.empty(), filter, 0);
            var block = new OpenBlock(stream, BlockRef.read(0, ByteBuffer.wrap(bytes)), 0, text, true);
            for (boolean more = block.settle(all); more; more = block.next(all)) {
                events.add(block.event());
            }
        }
        return events;
    }
}
