package io.argosy.registry.lifecycle;

import io.argosy.lifecycle.AgedImage;
import io.argosy.lifecycle.LifecyclePlan;
import io.argosy.lifecycle.LifecyclePolicyReader;
import io.argosy.lifecycle.LifecycleRule;
import io.argosy.lifecycle.MalformedLifecyclePolicy;
import io.argosy.model.AccountRegion;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.RegistryState;
import io.argosy.registry.images.Removals;
import io.argosy.registry.images.Removed;
import io.argosy.state.AccountState;
import io.argosy.state.AccountStore;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lifecycle policies of repositories: what they are, what they would do, and each carried out once a day. What is
/// in use stays, whatever a rule says.
public final class LifecyclePolicies {
    private static final Logger log = LoggerFactory.getLogger(LifecyclePolicies.class);
    private static final Duration EACH = Duration.ofHours(24);

    /// So many images go in one write: others wait for it. What came into use since the plan was made stays.
    private static final int AT_ONCE = 50;

    private final Stores stores;
    private final ImageUses uses;
    private final InstantSource clock;

    public LifecyclePolicies(Stores stores, ImageUses uses, InstantSource clock) {
        this.stores = stores;
        this.uses = uses;
        this.clock = clock;
    }

    public Optional<LifecyclePolicy> find(RepositoryKey key) {
        return policy(read(key), key.name());
    }

    private static Optional<LifecyclePolicy> policy(AccountState state, String repository) {
        return state.table(LifecyclePolicy.KIND).get(repository);
    }

    private AccountState read(RepositoryKey key) {
        return stores.account(key.realm()).read();
    }

    /// A policy that replaces another is new: it has not been carried out yet.
    public void put(RepositoryKey key, String text) {
        stores.account(key.realm()).write(tx -> {
            tx.addOrUpdate(new LifecyclePolicy(key.name(), text, Instant.EPOCH));
            return key;
        });
    }

    /// The policy that was there.
    public Optional<LifecyclePolicy> remove(RepositoryKey key) {
        return stores.account(key.realm()).write(tx -> {
            Optional<LifecyclePolicy> known = policy(tx.state(), key.name());
            known.ifPresent(tx::remove);
            return known;
        });
    }

    public Optional<LifecyclePreview> preview(RepositoryKey key) {
        return read(key).table(LifecyclePreview.KIND).get(key.name());
    }

    /// Looks what this policy would do now, and keeps the answer.
    public LifecyclePreview preview(RepositoryKey key, String text) throws MalformedLifecyclePolicy {
        List<LifecycleRule> rules = LifecyclePolicyReader.read(text);
        Instant now = clock.instant();
        var preview = LifecyclePreview.of(key.name(), text, now, plan(key, rules, now));
        return stores.account(key.realm()).write(tx -> {
            tx.addOrUpdate(preview);
            return preview;
        });
    }

    private LifecyclePlan plan(RepositoryKey key, List<LifecycleRule> rules, Instant now) {
        RegistryState state = RegistryState.of(read(key));
        Set<String> used = uses.digests(key.realm().account(), key.name(), state);
        List<AgedImage> images =
                state.images(key.name()).stream().map(Image::aged).toList();
        return LifecyclePlan.of(rules, images, used, now);
    }

    /// Carries out every policy that has not been for a day, and forgets old previews; how many images went.
    public int run() {
        int gone = 0;
        for (AccountStore account : stores.accounts()) {
            for (LifecyclePolicy policy :
                    account.read().table(LifecyclePolicy.KIND).values()) {
                if (!policy.evaluatedAt().plus(EACH).isAfter(clock.instant())) {
                    gone += carryOut(account.realm(), policy);
                }
            }
            forgetPreviews(account);
        }
        return gone;
    }

    private void forgetPreviews(AccountStore account) {
        List<LifecyclePreview> over = account.read().table(LifecyclePreview.KIND).values().stream()
                .filter(preview -> preview.expiredAt(clock.instant().minus(LifecyclePreview.LIFE)))
                .toList();
        if (!over.isEmpty()) {
            account.write(tx -> {
                over.stream()
                        .filter(preview -> tx.state()
                                .table(LifecyclePreview.KIND)
                                .get(preview.key())
                                .equals(Optional.of(preview)))
                        .forEach(tx::remove);
                return over.size();
            });
        }
    }

    private int carryOut(AccountRegion realm, LifecyclePolicy policy) {
        var key = new RepositoryKey(realm, policy.repository());
        Instant now = clock.instant();
        LifecyclePlan plan;
        try {
            plan = plan(key, LifecyclePolicyReader.read(policy.text()), now);
        } catch (MalformedLifecyclePolicy malformed) {
            log.warn("repository={} has a lifecycle policy that cannot be read: {}", key, malformed.because());
            return 0;
        }
        int gone = carryOut(key, steps(plan));
        stores.account(realm).write(tx -> {
            policy(tx.state(), key.name())
                    .filter(policy::equals)
                    .ifPresent(same -> tx.update(new LifecyclePolicy(same.repository(), same.text(), now)));
            return key;
        });
        return gone;
    }

    /// One image and what is done to it; `rule` is 0 where it follows another.
    private record Step(AgedImage image, LifecycleRule.Action action, int rule) {}

    /// Images that are about others come last: they may be about some that go.
    private static List<Step> steps(LifecyclePlan plan) {
        List<Step> steps = new ArrayList<>();
        plan.marked()
                .forEach(mark -> steps.add(
                        new Step(mark.image(), mark.by().action(), mark.by().priority())));
        plan.following().forEach(follower -> steps.add(new Step(follower.image(), follower.action(), 0)));
        return steps;
    }

    private int carryOut(RepositoryKey key, List<Step> steps) {
        Set<String> gone = new HashSet<>();
        for (int from = 0; from < steps.size(); from += AT_ONCE) {
            List<Step> some = steps.subList(from, Math.min(from + AT_ONCE, steps.size()));
            Set<String> used = uses.digests(key.realm().account(), key.name(), RegistryState.of(read(key)));
            List<Step> done = stores.account(key.realm())
                    .write(tx -> some.stream()
                            .filter(step -> !used.contains(step.image().digest()))
                            .filter(step -> taken(tx, key.name(), step))
                            .toList());
            for (Step step : done) {
                log.info(
                        "repository={} digest={} lifecycle={} rule={}",
                        key,
                        step.image().digest(),
                        step.action(),
                        step.rule());
                gone.add(step.image().digest());
            }
        }
        return gone.size();
    }

    /// An image that has changed since the plan was made, but for being pulled or losing what it is about, is left to
    /// the next run.
    private static boolean taken(AccountTransaction tx, String repository, Step step) {
        AgedImage planned = step.image();
        Optional<Image> now = RegistryState.of(tx.state())
                .image(repository, planned.digest())
                .filter(image -> image.imageTags().equals(planned.imageTags())
                        && image.times().archived() == planned.times().archived());
        if (now.isEmpty()) {
            return false;
        }
        return switch (step.action()) {
            case EXPIRE -> Removals.removed(tx, now.get()) instanceof Removed.Gone;
            case ARCHIVE -> {
                tx.update(now.get().with(now.get().times().archived(tx.now())));
                yield true;
            }
        };
    }
}
