package io.argosy.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How long two registries take for the same pushes and pulls, in turn.
final class Transfers {
    private static final int MIB = 1 << 20;

    private final ImageRegistry.Door ours;
    private final ImageRegistry.Door theirs;
    private long blobs;

    Transfers(ImageRegistry.Door ours, ImageRegistry.Door theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /// The times of one kind of transfer, at ours and at theirs.
    record Pair(Summary ours, Summary theirs) {
        double ratio() {
            return theirs.median() / ours.median();
        }
    }

    record Result(Pair pushes, Pair pulls) {}

    /// Rounds of so many blobs of this size at once. Who begins changes with every round; the first does not count.
    Result measure(int mib, int atOnce, int rounds) throws IOException {
        byte[] common = new byte[mib * MIB - Long.BYTES];
        new Random(mib).nextBytes(common);
        double[][] millis = new double[4][rounds];
        for (int round = -1; round < rounds; round++) {
            for (int turn = 0; turn < 2; turn++) {
                boolean first = (turn + round & 1) == 0;
                List<Blob> content = new ArrayList<>();
                for (int i = 0; i < atOnce; i++) {
                    content.add(Blob.of(common, blobs++));
                }
                ImageRegistry.Door door = first ? ours : theirs;
                double push = together(door, content, ImageRegistry::push);
                double pull = together(door, content, ImageRegistry::pull);
                if (round >= 0) {
                    millis[first ? 0 : 1][round] = push;
                    millis[first ? 2 : 3][round] = pull;
                }
            }
        }
        return new Result(
                new Pair(Summary.of(millis[0]), Summary.of(millis[1])),
                new Pair(Summary.of(millis[2]), Summary.of(millis[3])));
    }

    /// What is done with one blob.
    private interface Transfer {
        void of(ImageRegistry registry, Blob blob) throws IOException;
    }

    /// Milliseconds until all are through, each over a connection that is open already.
    private static double together(ImageRegistry.Door door, List<Blob> blobs, Transfer transfer) throws IOException {
        List<ImageRegistry> open = new ArrayList<>();
        for (int i = 0; i < blobs.size(); i++) {
            open.add(door.open());
        }
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < blobs.size(); i++) {
                ImageRegistry registry = open.get(i);
                Blob blob = blobs.get(i);
                running.add(executor.submit(() -> {
                    transfer.of(registry, blob);
                    return blob;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return (System.nanoTime() - began) / 1e6;
        } catch (InterruptedException | ExecutionException failure) {
            throw new IOException(failure);
        } finally {
            for (ImageRegistry registry : open) {
                registry.close();
            }
        }
    }
}
