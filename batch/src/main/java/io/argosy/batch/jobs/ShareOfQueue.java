package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.ShareUse;
import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.util.List;

/// A share of a queue that has jobs, or had some lately, and what it uses. A queue without shares has one whose name
/// is empty.
public record ShareOfQueue(String queue, String name, ShareUse use) implements AccountEntity {
    public static final Index<ShareOfQueue> BY_QUEUE = new Index<>("queue", share -> List.of(share.queue));
    public static final Kind<ShareOfQueue> KIND =
            Kind.of("ShareOfQueue", ShareOfQueue.class).indexed(BY_QUEUE);

    static String key(String queue, String name) {
        return Lane.ofShare(queue, name);
    }

    @Override
    public String key() {
        return key(queue, name);
    }
}
