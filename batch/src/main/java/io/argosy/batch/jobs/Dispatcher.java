package io.argosy.batch.jobs;

import io.argosy.model.Task;
import io.argosy.reconcilers.Reconciler;
import io.argosy.reconcilers.ReconcilerLoop;
import io.argosy.state.AccountStore;
import io.argosy.state.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings jobs on their way, of all realms: woken when a job comes, when a task moves, when room grows. Time alone
/// wakes it for time limits.
public final class Dispatcher implements Reconciler, AutoCloseable {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Stores stores;
    private final DispatchMeans means;
    private final JobFeed feed = new JobFeed(this::wake);
    private final Map<AccountStore, RealmDispatch> realms = new HashMap<>();
    private volatile Optional<ReconcilerLoop> loop = Optional.empty();
    private Instant lookAgain = Instant.MIN;

    private Dispatcher(Stores stores, DispatchMeans means) {
        this.stores = stores;
        this.means = means;
    }

    static Dispatcher over(DispatchMeans means) {
        var dispatcher = new Dispatcher(means.clusters().stores(), means);
        dispatcher.stores.onDurable(dispatcher.feed::changed);
        return dispatcher;
    }

    void start() {
        loop = Optional.of(ReconcilerLoop.start(this, means.clock()));
    }

    private void wake() {
        loop.ifPresent(ReconcilerLoop::wake);
    }

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void pass() {
        stores.accounts().forEach(this::meet);
        if (!means.clock().instant().isBefore(lookAgain)) {
            realms.values().forEach(RealmDispatch::lookAtEverything);
            lookAgain = means.clock().instant().plus(PERIOD);
        }
        List<Task> news = feed.tasks();
        Set<JobId> ended = feed.ended();
        boolean more = false;
        for (RealmDispatch realm : realms.values()) {
            more |= realm.pass(of(news, realm), own(ended, realm));
        }
        if (more) {
            wake();
        }
    }

    private void meet(AccountStore account) {
        realms.computeIfAbsent(account, fresh -> {
            var realm = new RealmDispatch(fresh, means);
            realm.reviewAll();
            return realm;
        });
    }

    private static List<Task> of(List<Task> news, RealmDispatch realm) {
        return news.stream()
                .filter(task ->
                        AttemptLaunch.jobOf(task.owner()).filter(realm::has).isPresent())
                .toList();
    }

    private static Collection<JobId> own(Set<JobId> ended, RealmDispatch realm) {
        return ended.stream().filter(realm::has).toList();
    }

    @Override
    public Optional<Instant> wakeAt() {
        return realms.values().stream()
                .flatMap(realm -> realm.wakeAt().stream())
                .min(Comparator.naturalOrder());
    }

    /// Lets a pass that is under way finish.
    @Override
    public void close() {
        loop.ifPresent(ReconcilerLoop::close);
    }
}
