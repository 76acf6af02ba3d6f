package io.argosy.logs.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of a group that are open to be written to. What is written counts once it was forced; what fails before
/// that is cut off again.
final class GroupFiles implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GroupFiles.class);
    /// A segment ends when it has so many bytes or blocks: what is known of one that grows is in memory.
    private static final int FULL_BLOCKS = 32_768;
    private static final long LITTLE = 1L << 20;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONG = Duration.ofDays(30);

    private final GroupLog group;
    private final FreeSpace space;
    private Optional<AppendedFile> streams = Optional.empty();
    private Optional<Growing> growing = Optional.empty();
    private final List<Runnable> onceDurable = new ArrayList<>();
    /// Streams of this round, which are not known yet.
    private final Set<String> begun = new HashSet<>();

    private record Growing(GrowingSegment segment, AppendedFile file) {}

    GroupFiles(GroupLog group, FreeSpace space) {
        this.group = group;
        this.space = space;
    }

    /// What is written now is durable once `commit` has returned.
    Work.Outcome write(Work work) throws IOException {
        if (group.gone()) {
            return Work.Outcome.MISSING;
        }
        return switch (work) {
            case Work.Append(var stream, var block, var _) -> append(stream, block);
            case Work.BeginStream(var name, var at) -> begin(name, at);
            case Work.EndStream(var name) -> end(name);
            case Work.Drop(var before, var number) -> drop(before, number);
            case Work.TakeOut(var number, var unwanted) -> takeOut(number, unwanted);
            case Work.Forget() -> forget();
        };
    }

    private Work.Outcome begin(String name, long at) throws IOException {
        if (group.stream(name).isPresent() || !begun.add(name)) {
            return Work.Outcome.EXISTS;
        }
        var stream = new StoredStream(group.nextStream(), name, at);
        streams().append(StreamFile.began(stream));
        onceDurable.add(() -> group.began(stream));
        return Work.Outcome.DONE;
    }

    private Work.Outcome end(String name) throws IOException {
        Optional<StoredStream> stream = group.stream(name);
        if (stream.isEmpty()) {
            return Work.Outcome.MISSING;
        }
        streams().append(StreamFile.ended(stream.get()));
        onceDurable.add(() -> group.ended(stream.get()));
        return Work.Outcome.DONE;
    }

    /// Files that are not there any more hold nothing that anybody can see; so this needs no second step.
    private Work.Outcome drop(long before, long number) throws IOException {
        if (growing.isPresent() && growing.get().segment().span().last() < before) {
            endSegment();
        }
        for (Segment segment : group.segments()) {
            if (segment instanceof SealedSegment && (segment.span().last() < before || segment.number() <= number)) {
                group.dropped(segment, SegmentReader.ended(segment.file()));
                Files.deleteIfExists(segment.file());
                Files.deleteIfExists(SegmentReader.heads(segment.file()));
            }
        }
        return Work.Outcome.DONE;
    }

    private Work.Outcome takeOut(long number, Predicate<BlockRef> unwanted) throws IOException {
        for (Segment segment : group.segments()) {
            if (segment.number() == number && segment instanceof SealedSegment) {
                BlockTable.Part before = SegmentReader.ended(segment.file());
                BlockTable.Part left = Hollow.out(segment.file(), before, unwanted);
                group.sealed(SealedSegment.of(number, segment.file(), left));
                group.lost(before, unwanted);
            }
        }
        return Work.Outcome.DONE;
    }

    private Work.Outcome forget() throws IOException {
        group.end();
        close();
        Disk.remove(group.folder());
        return Work.Outcome.DONE;
    }

    private Work.Outcome append(StoredStream stream, ByteBuffer block) throws IOException {
        if (group.stream(stream.number()).isEmpty()) {
            return Work.Outcome.MISSING;
        }
        space.take(block.remaining());
        Growing open = growing(block.getLong(Block.INGESTED));
        BlockRef ref = BlockRef.read(open.file().end(), block);
        open.file().append(block);
        onceDurable.add(() -> group.added(open.segment(), ref));
        return Work.Outcome.DONE;
    }

    private AppendedFile streams() throws IOException {
        if (streams.isEmpty()) {
            Disk.makeFolder(group.folder());
            long end = StreamFile.read(group.folder().resolve(StreamFile.NAME)).end();
            streams = Optional.of(AppendedFile.open(group.folder().resolve(StreamFile.NAME), end));
        }
        return streams.get();
    }

    private Growing growing(long now) throws IOException {
        if (growing.isPresent() && old(growing.get().segment().blocks(), now)) {
            endSegment();
        }
        if (growing.isEmpty()) {
            Disk.makeFolder(group.folder());
            GrowingSegment segment = resumed(now);
            growing = Optional.of(new Growing(segment, AppendedFile.open(segment.file(), segment.end())));
            group.grows(segment);
        }
        return growing.get();
    }

    /// The newest segment, if it has room and is not old; else a new one.
    private GrowingSegment resumed(long now) throws IOException {
        List<Segment> there = group.segments();
        if (!there.isEmpty() && there.getLast() instanceof SealedSegment newest) {
            BlockTable.Part blocks = SegmentReader.ended(newest.file());
            var segment = new GrowingSegment(newest.number(), newest.file());
            blocks.forEach(segment::add);
            if (!full(segment) && !old(blocks, now)) {
                return segment;
            }
        }
        long number = group.nextSegment();
        return new GrowingSegment(number, Segment.file(group.folder(), number));
    }

    /// By when its first block came: so that what is old goes with its file, and little is written to few files.
    private static boolean old(BlockTable.Part blocks, long now) {
        if (blocks.count() == 0) {
            return false;
        }
        Duration most = blocks.newest().end() < LITTLE ? LONG : DAY;
        return now - blocks.blocks()[0].ingestedAt() > most.toMillis();
    }

    /// Makes durable what was written, and known what is durable.
    void commit() throws IOException {
        if (streams.isPresent()) {
            streams.get().force();
        }
        if (growing.isPresent()) {
            growing.get().file().force();
        }
        onceDurable.forEach(Runnable::run);
        onceDurable.clear();
        begun.clear();
        if (growing.isPresent() && full(growing.get().segment())) {
            endSegment();
        }
    }

    private boolean full(GrowingSegment segment) {
        return segment.end() >= space.limits().segmentBytes()
                || segment.blocks().count() >= FULL_BLOCKS;
    }

    /// The next block begins a new one.
    void endSegment() {
        if (growing.isEmpty()) {
            return;
        }
        Growing ended = growing.get();
        growing = Optional.empty();
        BlockTable.Part blocks = ended.segment().blocks();
        try (AppendedFile file = ended.file()) {
            if (ended.segment().empty()) {
                group.dropped(ended.segment(), blocks);
                file.delete();
                return;
            }
            SegmentReader.list(ended.segment().file(), blocks);
        } catch (IOException failure) {
            log.warn(
                    "segment={} ended without a list of its blocks",
                    ended.segment().file(),
                    failure);
        }
        group.sealed(SealedSegment.of(ended.segment().number(), ended.segment().file(), blocks));
    }

    /// Forgets what was not forced. Where the file will not be cut, nothing more is written to it.
    void takeBack() {
        onceDurable.clear();
        begun.clear();
        try {
            if (streams.isPresent()) {
                streams.get().cut();
            }
            if (growing.isPresent()) {
                growing.get().file().cut();
            }
        } catch (IOException failure) {
            log.warn("group={} its files could not be cut back; they are left as they are", group.id(), failure);
        }
        close();
    }

    /// Ends its segment, and closes its files.
    @Override
    public void close() {
        endSegment();
        try {
            if (streams.isPresent()) {
                streams.get().close();
            }
        } catch (IOException failure) {
            log.warn("group={} file of streams not closed in order", group.id(), failure);
        }
        streams = Optional.empty();
    }
}
