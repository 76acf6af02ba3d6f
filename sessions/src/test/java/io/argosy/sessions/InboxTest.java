package io.argosy.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class InboxTest {
    /// The fourth waits on the network until the session has taken the others.
    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void soManyCharactersWaitAndNoMore() throws InterruptedException {
        var inbox = new Inbox(_ -> {});
        String third = "x".repeat(Inbox.MOST_CHARACTERS / 3);
        Thread network = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 4; i++) {
                inbox.onText(third);
            }
        });
        while (network.getState() != Thread.State.TIMED_WAITING) {
            assertThat(network.isAlive()).as("it waits for room").isTrue();
        }

        assertThat(inbox.take()).hasSize(3);
        network.join();
        assertThat(inbox.take()).hasSize(1);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void oneLargeMessageHasAllTheRoom() {
        var inbox = new Inbox(_ -> {});

        inbox.onText("x".repeat(2 * Inbox.MOST_CHARACTERS));

        assertThat(inbox.take()).hasSize(1);
    }
}
