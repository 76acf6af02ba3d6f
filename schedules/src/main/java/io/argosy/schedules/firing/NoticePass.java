package io.argosy.schedules.firing;

import io.argosy.model.AccountRegion;
import io.argosy.schedules.runs.Expectation;
import io.argosy.schedules.runs.Moments;
import io.argosy.schedules.runs.Notice;
import io.argosy.state.AccountStore;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells what is to be told, again and again for a day, and notices when no run has succeeded in time.
final class NoticePass {
    private static final Logger log = LoggerFactory.getLogger(NoticePass.class);
    private static final int AT_ONCE = 50;

    private final Stores stores;
    private final Teller teller;
    private final InstantSource clock;

    NoticePass(Stores stores, Teller teller, InstantSource clock) {
        this.stores = stores;
        this.teller = teller;
        this.clock = clock;
    }

    void pass() {
        for (AccountStore account : stores.accounts()) {
            late(account);
            for (Notice notice :
                    Moments.come(account.read().table(Notice.KIND), Notice.BY_MOMENT, clock.instant(), AT_ONCE)) {
                Optional<String> trouble = teller.tell(notice, account.realm());
                account.write(tx -> told(tx, notice, trouble));
            }
        }
    }

    Optional<Instant> next() {
        return stores.accounts().stream()
                .flatMap(account -> Stream.of(
                                Moments.first(account.read().table(Notice.KIND), Notice.BY_MOMENT),
                                Moments.first(account.read().table(Expectation.KIND), Expectation.BY_DEADLINE))
                        .flatMap(Optional::stream))
                .min(Instant::compareTo);
    }

    private static boolean told(AccountTransaction tx, Notice notice, Optional<String> trouble) {
        boolean there = tx.state().table(Notice.KIND).get(notice.key()).isPresent();
        if (there && trouble.isPresent() && !notice.hopeless(tx.now())) {
            tx.update(notice.again(tx.now()));
        } else if (there) {
            trouble.ifPresent(why -> log.warn(
                    "destination={} was not told, for a day: {} {}", notice.destination(), why, notice.body()));
            tx.remove(notice);
        }
        return there;
    }

    private void late(AccountStore account) {
        List<Expectation> late =
                Moments.come(account.read().table(Expectation.KIND), Expectation.BY_DEADLINE, clock.instant(), AT_ONCE);
        if (!late.isEmpty()) {
            account.write(tx -> {
                late.stream()
                        .filter(one -> tx.state()
                                .table(Expectation.KIND)
                                .get(one.key())
                                .equals(Optional.of(one)))
                        .forEach(one -> missed(tx, one, account.realm()));
                return late.size();
            });
        }
    }

    /// The next success expects another one again.
    private static void missed(AccountTransaction tx, Expectation one, AccountRegion realm) {
        tx.remove(one);
        var state = new SchedulesState(tx.state());
        state.find(one.of())
                .flatMap(timed -> state.options(timed).alerted())
                .ifPresent(arn -> tx.addOrUpdate(Notices.late(arn, one, realm, tx.now())));
    }
}
