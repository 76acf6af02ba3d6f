package io.argosy.batch.jobs;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.state.Keys;
import io.argosy.state.Table;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The jobs of one share that wait for room, in the order in which they are to be served: by priority, then as they
/// were submitted, children of arrays one by one. It reads no further than it is asked to.
final class ShareLine {
    private final JobsState state;
    private final String share;
    private String lane = "";
    private List<Source> sources = List.of();

    ShareLine(JobsState state, Lane any) {
        this.state = state;
        this.share = Lane.ofShare(any.queue(), any.share());
    }

    /// Who comes next, and steps behind.
    Optional<JobId> next() {
        Optional<JobId> first = peek();
        first.ifPresent(id -> sources.stream()
                .filter(source -> source.peek().equals(Optional.of(id)))
                .findFirst()
                .orElseThrow()
                .step());
        return first;
    }

    Optional<JobId> peek() {
        Optional<JobId> first = firstInLane();
        while (first.isEmpty()) {
            Optional<String> following = following();
            if (following.isEmpty()) {
                return Optional.empty();
            }
            lane = following.get();
            sources = List.of(
                    new Source(ids(state.jobs().keys(Job.BY_LANE, lane), JobId::new)),
                    new Source(ids(state.children().keys(ArrayChild.BY_LANE, lane), JobId::ofKey)),
                    new Source(quiet(state, state.tallies().keys(ArrayTally.BY_LANE, lane))));
            first = firstInLane();
        }
        return first;
    }

    private Optional<JobId> firstInLane() {
        return sources.stream()
                .flatMap(source -> source.peek().stream())
                .min((one, other) -> one.key().compareTo(other.key()));
    }

    /// The word of the next lane in which anything waits.
    private Optional<String> following() {
        return Stream.of(
                        word(state.jobs(), Job.BY_LANE).map(Job::lane),
                        word(state.children(), ArrayChild.BY_LANE).map(ArrayChild::lane),
                        word(state.tallies(), ArrayTally.BY_LANE).map(ArrayTally::lane))
                .flatMap(Optional::stream)
                .map(Lane::word)
                .min(String::compareTo);
    }

    private <E extends AccountEntity> Optional<E> word(Table<E> table, Index<E> index) {
        return table.after(index, share, lane.isEmpty() ? share : lane).findFirst();
    }

    /// An order of ids whose first is known.
    private static final class Source {
        private final Iterator<JobId> ids;
        private Optional<JobId> first;

        Source(Iterator<JobId> ids) {
            this.ids = ids;
            this.first = read();
        }

        private Optional<JobId> read() {
            return ids.hasNext() ? Optional.of(ids.next()) : Optional.empty();
        }

        Optional<JobId> peek() {
            return first;
        }

        void step() {
            first = read();
        }
    }

    private static Iterator<JobId> ids(Keys keys, Function<String, JobId> read) {
        Iterator<String> each = keys.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public JobId next() {
                return read.apply(each.next());
            }
        };
    }

    /// Children without news, array by array.
    private static Iterator<JobId> quiet(JobsState state, Keys arrays) {
        Iterator<String> each = arrays.iterator();
        return new Iterator<>() {
            private Iterator<JobId> children = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!children.hasNext() && each.hasNext()) {
                    children = childrenOf(state.tallies().get(each.next()).orElseThrow());
                }
                return children.hasNext();
            }

            @Override
            public JobId next() {
                return children.next();
            }
        };
    }

    private static Iterator<JobId> childrenOf(ArrayTally tally) {
        Iterator<Integer> each = tally.ready().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public JobId next() {
                return tally.id().child(each.next());
            }
        };
    }
}
