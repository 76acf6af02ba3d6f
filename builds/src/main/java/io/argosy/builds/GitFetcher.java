package io.argosy.builds;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.reconcilers.Reconciler;
import io.argosy.state.AccountStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches the sources of builds that are of a git repository, a few at a time, and makes each an archive in the
/// repository of its image: whoever builds needs no git, and no way to where it came from.
public final class GitFetcher implements Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(GitFetcher.class);
    private static final int AT_ONCE = 4;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final BuildStore builds;
    private final SourceArchives archives;
    private final BuildLog log;
    private final Settings settings;
    private final Map<String, Thread> busy = new ConcurrentHashMap<>();

    /// Where it works; `local` lets it fetch from this machine and its links.
    public record Settings(Path folder, boolean local) {}

    GitFetcher(BuildStore builds, SourceArchives archives, BuildLog log, Settings settings) {
        this.builds = builds;
        this.archives = archives;
        this.log = log;
        this.settings = settings;
    }

    /// What a server left that was killed while it fetched.
    void clear() {
        try {
            GitClone.clear(settings.folder());
        } catch (IOException failure) {
            LOG.warn("{} cannot be cleared: {}", settings.folder(), failure.getMessage());
        }
    }

    @Override
    public String name() {
        return "sources";
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return Optional.empty();
    }

    @Override
    public void pass() {
        busy.entrySet().removeIf(one -> !one.getValue().isAlive());
        for (AccountStore account : builds.stores().accounts()) {
            List<Build> waiting = account.read().table(Build.KIND).under(Build.LIVE, Build.live()).stream()
                    .filter(build -> build.state() instanceof BuildState.Fetching && !busy.containsKey(build.id()))
                    .limit(Math.max(0, AT_ONCE - busy.size()))
                    .toList();
            for (Build build : waiting) {
                busy.put(
                        build.id(),
                        Thread.ofVirtual().name("fetch-" + build.id()).start(() -> fetch(account.realm(), build)));
            }
        }
    }

    private void fetch(AccountRegion realm, Build build) {
        if (!(build.source() instanceof BuildSource.Git git)) {
            return;
        }
        log.say(realm, build, "fetching " + git.url() + " " + wanted(git));
        try (var clone = clone(git)) {
            String digest = archives.put(realm, build.target().repository(), clone.archive());
            var fetched = new BuildSource.Git(git.url(), git.ref(), clone.commit(), digest);
            log.say(realm, build, "commit " + clone.commit());
            builds.change(realm, build, (seen, _) -> seen.of(fetched).with(new BuildState.Queued(0, "")));
        } catch (IOException | ApiException failure) {
            String reason = "its source could not be fetched: " + failure.getMessage();
            log.say(realm, build, reason);
            builds.change(realm, build, (seen, now) -> seen.ended(BuildState.Outcome.FAILED, reason, now));
        } catch (InterruptedException stop) {
            // The next server fetches it.
            Thread.currentThread().interrupt();
        }
    }

    /// Some hosts give no commit by its name: then it has to be what its branch is at.
    private GitClone clone(BuildSource.Git git) throws IOException, InterruptedException {
        try {
            return GitClone.of(settings, git.url(), wanted(git));
        } catch (IOException refused) {
            if (git.commit().isEmpty()) {
                throw refused;
            }
        }
        GitClone tip = GitClone.of(settings, git.url(), git.ref());
        if (!tip.commit().startsWith(git.commit())) {
            tip.close();
            throw new IOException(git.ref() + " is at " + tip.commit() + " and not at " + git.commit() + " any more");
        }
        return tip;
    }

    /// A commit is what is meant where one was said.
    private static String wanted(BuildSource.Git git) {
        return git.commit().isEmpty() ? git.ref() : git.commit();
    }

    void close() {
        busy.values().forEach(Thread::interrupt);
    }
}
