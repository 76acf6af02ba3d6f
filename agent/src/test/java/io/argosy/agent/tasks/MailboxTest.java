package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class MailboxTest {
    private static final TaskEvent PLAN = new TaskEvent.PlanAgain();
    private static final TaskEvent OUT_OF_MEMORY = new TaskEvent.OutOfMemory("c");
    private static final TaskEvent RESYNC = new TaskEvent.Resync();
    private static final Duration MOMENT = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void eventsComeInOrderAndAllAtOnce() throws Exception {
        var mailbox = new Mailbox();
        mailbox.post(OUT_OF_MEMORY);
        mailbox.post(PLAN);

        assertThat(mailbox.take(MOMENT)).containsExactly(OUT_OF_MEMORY, PLAN);
        assertThat(mailbox.take(MOMENT)).isEmpty();
    }

    @Test
    void whatFoundNoRoomIsMadeUpForOnce() throws Exception {
        var mailbox = new Mailbox(new LinkedBlockingQueue<>(1));
        mailbox.post(PLAN);
        mailbox.post(OUT_OF_MEMORY);
        mailbox.post(OUT_OF_MEMORY);

        assertThat(mailbox.take(MOMENT)).containsExactly(PLAN, RESYNC);
        assertThat(mailbox.take(MOMENT)).isEmpty();
    }

    /// The reader empties the mailbox after the event found no room and before that was noted.
    @Test
    void aReaderThatWaitsByThenIsWoken() throws Exception {
        var mailbox = new Mailbox(new LinkedBlockingQueue<>() {
            private boolean full = true;

            @Override
            public boolean offer(TaskEvent event) {
                boolean refused = full;
                full = false;
                return !refused && super.offer(event);
            }
        });
        Thread.ofVirtual().start(() -> mailbox.post(OUT_OF_MEMORY));
        long before = System.nanoTime();

        List<TaskEvent> taken = mailbox.take(LONG);

        assertThat(taken).endsWith(RESYNC);
        assertThat(System.nanoTime() - before).isLessThan(LONG.toNanos() / 2);
    }
}
