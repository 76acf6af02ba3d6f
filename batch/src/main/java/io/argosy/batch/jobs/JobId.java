package io.argosy.batch.jobs;

import io.argosy.model.TaskId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// A job's id: a UUID that begins with the moment it was made, so that ids stand in the order of submission; behind
/// a colon the index of a child of an array.
public record JobId(String value) {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:(0|[1-9][0-9]{0,4}))?");
    private static final int UUID = 36;
    private static final int SIX_DIGITS = 100_000;
    private static final int TASK_BYTES = 16;
    private static final long TICKS_A_MILLI = 1 << 12;

    public JobId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a job id: " + value);
        }
    }

    /// The job that an id or an ARN means; nothing if it is neither.
    static Optional<JobId> parse(String idOrArn) {
        String id = idOrArn.substring(idOrArn.lastIndexOf('/') + 1);
        return FORM.matcher(id).matches() ? Optional.of(new JobId(id)) : Optional.empty();
    }

    /// The id of a tick, the 4096th part of a millisecond; `random` are 32 hex digits.
    static JobId of(long tick, String random) {
        String time = HexFormat.of().toHexDigits(tick / TICKS_A_MILLI, 12);
        String fraction = HexFormat.of().toHexDigits(tick % TICKS_A_MILLI, 3);
        return new JobId(time.substring(0, 8) + "-" + time.substring(8) + "-7" + fraction + "-8"
                + random.substring(0, 3) + "-" + random.substring(3, 15));
    }

    static long firstTick(Instant of) {
        return of.toEpochMilli() * TICKS_A_MILLI;
    }

    /// When it was submitted: an array's children with their parent.
    Instant createdAt() {
        return Instant.ofEpochMilli(
                HexFormat.fromHexDigitsToLong(value, 0, 8) << 16 | HexFormat.fromHexDigits(value, 9, 13));
    }

    JobId child(int index) {
        return new JobId(value + ":" + index);
    }

    /// The job that was submitted: an array's parent, for all others themselves.
    JobId whole() {
        return index().isPresent() ? new JobId(value.substring(0, UUID)) : this;
    }

    /// Of a child.
    OptionalInt index() {
        return value.length() > UUID
                ? OptionalInt.of(Integer.parseInt(value, UUID + 1, value.length(), 10))
                : OptionalInt.empty();
    }

    /// As `value`, in the order of dispatch: children stand by their numbers.
    String key() {
        OptionalInt index = index();
        return index.isEmpty()
                ? value
                : value.substring(0, UUID + 1)
                        + Integer.toString(SIX_DIGITS + index.getAsInt()).substring(1);
    }

    /// The child of this key.
    static JobId ofKey(String key) {
        return new JobId(key.substring(0, UUID)).child(Integer.parseInt(key, UUID + 1, key.length(), 10));
    }

    /// The task of an attempt follows from both, so that whoever starts an attempt once more finds it started.
    TaskId task(int attempt) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((value + "/" + attempt).getBytes(StandardCharsets.UTF_8));
            return new TaskId(HexFormat.of().formatHex(digest, 0, TASK_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
