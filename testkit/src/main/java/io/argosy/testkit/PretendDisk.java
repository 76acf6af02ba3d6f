package io.argosy.testkit;

import io.argosy.state.CommitPace;
import io.argosy.state.StoreState;
import io.argosy.testkit.Carrier.Abandoned;
import io.argosy.testkit.Carrier.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The disk of one life of the server: what was decided lies there a while later, in one piece with what was decided in
/// between, and its writers go on a moment after that. What did not get there when the server is lost never will.
final class PretendDisk implements CommitPace {
    private record Writer(BooleanSupplier durable, Waiting waiting) {}

    private final VirtualClock clock;
    private final Faults faults;
    private final Carrier carrier;
    private final Consumer<StoreState> observer;
    private final List<Writer> writers = new ArrayList<>();
    private boolean writing;
    private boolean gone;

    /// Each state that is decided is shown to the observer, durable or not.
    PretendDisk(VirtualClock clock, Faults faults, Carrier carrier, Consumer<StoreState> observer) {
        this.clock = clock;
        this.faults = faults;
        this.carrier = carrier;
        this.observer = observer;
    }

    /// Whether something was decided that is not durable yet.
    boolean behind() {
        return writing;
    }

    @Override
    public void decided(StoreState state, Runnable commit) {
        if (gone) {
            throw new Abandoned();
        }
        observer.accept(state);
        if (!writing) {
            writing = true;
            clock.after(faults.sync(), () -> sync(commit));
        }
    }

    private void sync(Runnable commit) {
        if (gone) {
            return;
        }
        writing = false;
        commit.run();
        for (Writer writer : List.copyOf(writers)) {
            if (writer.durable().getAsBoolean()) {
                writers.remove(writer);
                clock.after(faults.moment(), () -> wake(writer));
            }
        }
    }

    private void wake(Writer writer) {
        if (gone) {
            carrier.abandon(writer.waiting());
        } else {
            carrier.resume(writer.waiting());
        }
    }

    @Override
    public void await(BooleanSupplier durable) {
        if (!durable.getAsBoolean()) {
            var writer = new Writer(durable, new Waiting());
            writers.add(writer);
            carrier.await(writer.waiting());
        }
    }

    void lose() {
        gone = true;
        writers.forEach(writer -> clock.after(Faults.NOW, () -> carrier.abandon(writer.waiting())));
        writers.clear();
    }
}
