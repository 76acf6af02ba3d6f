package io.argosy.builds;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.reconcilers.Reconciler;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import io.argosy.state.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives builds that wait to instances with room, the oldest first; ends those that take too long or wait too long, and
/// has those that were lost with their agent begin again elsewhere.
final class BuildReconciler implements Reconciler {
    private static final Logger log = LoggerFactory.getLogger(BuildReconciler.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(8);
    private static final int ATTEMPTS = 3;

    private final BuildStore builds;
    private final Builders builders;
    private final BuildLog said;
    private final InstantSource clock;
    private volatile Optional<Instant> next = Optional.empty();
    private volatile boolean waiting;

    BuildReconciler(BuildStore builds, Builders builders, BuildLog said, InstantSource clock) {
        this.builds = builds;
        this.builders = builders;
        this.said = said;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "builds";
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return next;
    }

    /// Whether a build waits for room, so that another task's end is news.
    boolean waiting() {
        return waiting;
    }

    @Override
    public void pass() {
        Optional<Instant> soonest = Optional.empty();
        boolean some = false;
        for (AccountStore account : builds.stores().accounts()) {
            for (Build build : account.read().table(Build.KIND).under(Build.LIVE, Build.live())) {
                Optional<Instant> moment = look(account, build);
                soonest = Stream.concat(soonest.stream(), moment.stream()).min(Comparator.naturalOrder());
                some |= build.state() instanceof BuildState.Queued;
            }
        }
        waiting = some;
        next = soonest;
    }

    /// When time alone will have changed something for it.
    private Optional<Instant> look(AccountStore account, Build build) {
        return switch (build.state()) {
            case BuildState.Fetching() -> Optional.empty();
            case BuildState.Queued queued -> place(account, build, queued);
            case BuildState.Assigned assigned -> watch(account.realm(), build, assigned);
            case BuildState.Ended _ -> Optional.empty();
        };
    }

    private Optional<Instant> watch(AccountRegion realm, Build build, BuildState.Assigned assigned) {
        Instant now = clock.instant();
        Instant late = assigned.at().plusSeconds(build.recipe().seconds());
        Instant silent = builders.silentFrom(realm, assigned.instance(), assigned.at());
        if (!now.isBefore(late)) {
            end(
                    realm,
                    build,
                    BuildState.Outcome.TIMED_OUT,
                    "it was not done within " + build.recipe().seconds() + " s");
            return Optional.empty();
        }
        if (now.isBefore(silent)) {
            return Optional.of(late.isBefore(silent) ? late : silent);
        }
        String why =
                "nothing was heard of instance " + assigned.instance() + " for " + Builders.SILENCE.toSeconds() + " s";
        if (assigned.attempts() >= ATTEMPTS) {
            end(realm, build, BuildState.Outcome.FAILED, why + ", in attempt " + assigned.attempts());
        } else {
            builds.change(realm, build, (seen, _) -> seen.with(new BuildState.Queued(assigned.attempts(), why)));
            said.say(realm, build, why + ": it begins again");
        }
        return Optional.empty();
    }

    private void end(AccountRegion realm, Build build, BuildState.Outcome outcome, String reason) {
        builds.change(realm, build, (seen, now) -> seen.ended(outcome, reason, now));
        said.say(realm, build, reason);
    }

    private Optional<Instant> place(AccountStore account, Build build, BuildState.Queued queued) {
        Instant late = build.origin().at().plus(LONGEST_WAIT);
        if (!clock.instant().isBefore(late)) {
            end(account.realm(), build, BuildState.Outcome.TIMED_OUT, "it waited too long: " + queued.why());
            return Optional.empty();
        }
        Room room = room(account, build);
        if (room.best().isPresent()) {
            String instance = room.best().get();
            builds.change(
                    account.realm(),
                    build,
                    (seen, now) -> seen.with(new BuildState.Assigned(instance, queued.attempts() + 1, now, "")));
            log.info(
                    "build={} repository={} instance={}",
                    build.id(),
                    build.target().repository(),
                    instance);
            said.say(account.realm(), build, "built on instance " + instance);
            return Optional.of(clock.instant());
        }
        if (!room.why().equals(queued.why())) {
            builds.change(
                    account.realm(),
                    build,
                    (seen, _) -> seen.with(new BuildState.Queued(queued.attempts(), room.why())));
        }
        return Optional.of(late);
    }

    /// The instance that takes a build, or why none does.
    private record Room(Optional<String> best, String why) {}

    private record Candidate(Builders.Available builder, InstanceLoad load, boolean cached) {}

    private Room room(AccountStore account, Build build) {
        List<Builders.Available> available = builders.in(account.realm(), build.cluster());
        if (available.isEmpty()) {
            return new Room(
                    Optional.empty(),
                    "no instance of the cluster " + build.cluster() + " builds: see argosy agent --builds");
        }
        ClusterState state = builds.stores().content(account.realm(), new ClusterName(build.cluster()));
        Table<Build> table = account.read().table(Build.KIND);
        Optional<String> last = table
                .backwards(Build.BY_REPOSITORY, build.target().repository())
                .stream()
                .map(other -> other.state().work().instance())
                .filter(instance -> !instance.isEmpty())
                .findFirst();
        List<Candidate> free = available.stream()
                .flatMap(builder -> state.load(new ContainerInstanceId(builder.instance())).stream()
                        .filter(load -> takes(load.instance()))
                        .map(load -> new Candidate(builder, load, last.equals(Optional.of(builder.instance())))))
                .filter(candidate -> fits(candidate, table, build))
                .toList();
        return free.stream()
                .max(Comparator.comparing(Candidate::cached)
                        .thenComparing(candidate -> freeMemory(candidate.load(), table)))
                .map(best -> new Room(Optional.of(best.builder().instance()), ""))
                .orElseGet(() -> new Room(
                        Optional.empty(),
                        "no instance has " + build.recipe().cpu() + " CPU units, "
                                + build.recipe().memoryMib() + " MiB and a place for a build left"));
    }

    private static boolean takes(ContainerInstance instance) {
        return instance.status() == ContainerInstance.Status.ACTIVE;
    }

    private static boolean fits(Candidate candidate, Table<Build> table, Build build) {
        List<Build> there = table.under(Build.BY_INSTANCE, candidate.builder().instance());
        InstanceLoad load = candidate.load();
        int cpu = load.instance().total().cpu()
                - load.used().cpu()
                - there.stream().mapToInt(one -> one.recipe().cpu()).sum();
        return there.size() < candidate.builder().slots()
                && cpu >= build.recipe().cpu()
                && freeMemory(load, table) >= build.recipe().memoryMib();
    }

    private static int freeMemory(InstanceLoad load, Table<Build> table) {
        int builds = table.under(Build.BY_INSTANCE, load.instance().id().value()).stream()
                .mapToInt(one -> one.recipe().memoryMib())
                .sum();
        return load.instance().total().memoryMib() - load.used().memoryMib() - builds;
    }
}
