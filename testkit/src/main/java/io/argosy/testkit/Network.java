package io.argosy.testkit;

import java.time.Duration;

/// What stands between machines, clients and the server. Messages take their time; in a storm some get lost, doubled
/// or late, and nothing at all passes to or from a machine that is cut off.
final class Network {
    /// One machine's connection to all others.
    static final class Link {
        private boolean cut;

        void cut(boolean off) {
            cut = off;
        }

        boolean isCut() {
            return cut;
        }
    }

    private final VirtualClock clock;
    private final Faults faults;

    Network(VirtualClock clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    /// A message that may get lost, and may come twice.
    void send(Link link, Runnable arrival) {
        if (!faults.strikes(30)) {
            carry(link, arrival);
        }
        if (faults.strikes(30)) {
            carry(link, arrival);
        }
    }

    /// A message that is only lost when the link is cut.
    void carry(Link link, Runnable arrival) {
        clock.after(faults.travel(), () -> {
            if (!link.isCut()) {
                arrival.run();
            }
        });
    }

    /// A question and its answer, each of which may be lost; then the caller gives up after a while. The question may
    /// arrive twice, as a client's own retries make it, but one answer counts.
    void ask(Link link, Question question) {
        send(link, () -> {
            Runnable answer = question.arrive();
            send(link, () -> question.settle(answer));
        });
        clock.after(faults.between(Duration.ofSeconds(5), Duration.ofSeconds(10)), question::giveUp);
    }

    /// A question that never arrives twice.
    void askOnce(Link link, Question question) {
        if (!faults.strikes(30)) {
            carry(link, () -> {
                Runnable answer = question.arrive();
                send(link, () -> question.settle(answer));
            });
        }
        clock.after(faults.between(Duration.ofSeconds(5), Duration.ofSeconds(10)), question::giveUp);
    }

    /// A call that is settled once: by the first answer that comes back, or by giving up.
    static final class Question {
        interface Handling {
            /// Handles it at the server; answers what to do at the caller when the answer arrives.
            Runnable arrive();
        }

        private final Handling handling;
        private final Runnable lost;
        private boolean settled;

        Question(Handling handling, Runnable lost) {
            this.handling = handling;
            this.lost = lost;
        }

        private Runnable arrive() {
            return handling.arrive();
        }

        private void settle(Runnable answer) {
            if (!settled) {
                settled = true;
                answer.run();
            }
        }

        private void giveUp() {
            if (!settled) {
                settled = true;
                lost.run();
            }
        }
    }
}
