package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.JobStatus;
import io.argosy.control.Listing;
import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.model.Caller;
import io.argosy.shapes.batch.KeyValuesPair;
import io.argosy.shapes.batch.ListJobsRequest;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Which jobs of a queue a list is of, in which order, each read from an index (batch-semantics 9.2): the newest
/// first, within a name or a definition where these are grouped.
record JobFilter(BatchState batch, JobsState jobs, String queue) {
    private static final String BEHIND_ALL = "~";
    private static final char APART = ' ';
    private static final String NO_RANDOM = "0".repeat(32);

    Listing<Job> all(Caller caller, ListJobsRequest request) {
        List<KeyValuesPair> filters = request.filters().orElse(List.of());
        JobStatus status = status(request);
        if (filters.isEmpty()) {
            return newest(Lane.withStatus(queue, status));
        }
        if (filters.size() > 1) {
            throw BatchErrors.wrapped(caller, "Only one filter key-value pair can be specified.");
        }
        List<String> values = filters.getFirst().values().orElse(List.of());
        if (values.size() != 1) {
            throw BatchErrors.wrapped(caller, "Filter cannot take more than one value.");
        }
        return filtered(caller, filters.getFirst().name().orElse(""), values.getFirst(), status);
    }

    static JobStatus status(ListJobsRequest request) {
        return JobStatus.valueOf(request.jobStatus().orElse(JobStatus.RUNNING.name()));
    }

    private Listing<Job> filtered(Caller caller, String name, String value, JobStatus status) {
        return switch (name) {
            case "JOB_NAME" -> worded(Job.named(queue, value));
            case "JOB_DEFINITION" -> definition(value);
            case "BEFORE_CREATED_AT" -> created(millis(caller, value), true);
            case "AFTER_CREATED_AT" -> created(millis(caller, value), false);
            case "SHARE_IDENTIFIER" ->
                newest(new Lane(queue, value, 0).listed(status).getLast());
            default -> throw BatchErrors.wrapped(caller, "The filter " + name + " is not known.");
        };
    }

    private static long millis(Caller caller, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException notANumber) {
            throw BatchErrors.wrapped(caller, "The filter value " + value + " is not a time in milliseconds.");
        }
    }

    private Listing<Job> newest(String word) {
        return Listing.of(
                Job::key, last -> jobs.jobs().backwards(Job.LISTED, word, last.isEmpty() ? BEHIND_ALL : last));
    }

    private Listing<Job> created(long millis, boolean before) {
        Instant moment = Instant.ofEpochMilli(millis);
        String word = Lane.all(queue);
        if (before) {
            String end = JobId.of(JobId.firstTick(moment), NO_RANDOM).value();
            return Listing.of(Job::key, last -> jobs.jobs().backwards(Job.LISTED, word, last.isEmpty() ? end : last));
        }
        return Listing.of(
                Job::key,
                last -> jobs.jobs()
                        .backwards(Job.LISTED, word, last.isEmpty() ? BEHIND_ALL : last)
                        .takeWhile(job -> job.id().createdAt().isAfter(moment)));
    }

    /// A revision by its ARN, or all of a name; all names that begin so if it ends in `*`.
    private Listing<Job> definition(String value) {
        String name = batch.arns().name(BatchArns.DEFINITION, value).orElse(value);
        boolean exact = name.contains(":");
        return worded(Job.defined(queue, exact || name.endsWith("*") ? name : name + ":*"));
    }

    /// Under this word, or under all that begin so if it ends in `*`, word by word.
    private Listing<Job> worded(String word) {
        if (!word.endsWith("*")) {
            return newest(word);
        }
        String prefix = word.substring(0, word.length() - 1);
        return Listing.of(job -> wordOf(job, prefix) + APART + job.key(), last -> grouped(prefix, last));
    }

    private static String wordOf(Job job, String prefix) {
        return Job.LISTED.words().apply(job).stream()
                .filter(word -> word.startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    private Stream<Job> grouped(String prefix, String last) {
        int apart = last.lastIndexOf(APART);
        Stream<Job> rest = apart < 0
                ? Stream.of()
                : jobs.jobs().backwards(Job.LISTED, last.substring(0, apart), last.substring(apart + 1));
        var words = new Iterator<String>() {
            private Optional<String> next = following(prefix, apart < 0 ? prefix : last.substring(0, apart));

            @Override
            public boolean hasNext() {
                return next.isPresent();
            }

            @Override
            public String next() {
                String word = next.orElseThrow(NoSuchElementException::new);
                next = following(prefix, word);
                return word;
            }
        };
        Stream<String> inOrder =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(words, Spliterator.ORDERED), false);
        Stream<Job> first = apart < 0 ? jobs.jobs().backwards(Job.LISTED, prefix, BEHIND_ALL) : Stream.of();
        return Stream.of(rest, first, inOrder.flatMap(word -> jobs.jobs().backwards(Job.LISTED, word, BEHIND_ALL)))
                .flatMap(jobs -> jobs);
    }

    /// The next word behind this one.
    private Optional<String> following(String prefix, String word) {
        return jobs.jobs().after(Job.LISTED, prefix, word).findFirst().map(job -> wordOf(job, prefix));
    }
}
