package io.argosy.testkit;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// `./argosy simulate`: lives through the stories of many seeds, and says which of them ended badly.
public final class Simulate {
    private static final String USAGE = "Usage: ./argosy simulate --seeds N [--from S]";
    private static final int MISUSED = 2;
    private static final long TELL_EVERY = Duration.ofSeconds(10).toNanos();

    private final long from;
    private final long seeds;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong lived = new AtomicLong();
    private final Queue<Long> failed = new ConcurrentLinkedQueue<>();
    private final AtomicLong told = new AtomicLong(System.nanoTime());

    private Simulate(long from, long seeds) {
        this.from = from;
        this.seeds = seeds;
    }

    public static void main(String[] arguments) throws InterruptedException {
        long from = 1;
        long seeds = 0;
        try {
            for (int i = 0; i < arguments.length; i += 2) {
                long value = Long.parseLong(arguments[i + 1]);
                switch (arguments[i]) {
                    case "--seeds" -> seeds = value;
                    case "--from" -> from = value;
                    default -> throw new IllegalArgumentException("there is no option " + arguments[i]);
                }
            }
            if (seeds < 1) {
                throw new IllegalArgumentException("--seeds says how many");
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException misused) {
            System.err.println(misused.getMessage());
            System.err.println(USAGE);
            System.exit(MISUSED);
        }
        System.exit(new Simulate(from, seeds).live() ? 0 : 1);
    }

    /// Whether all ended well.
    private boolean live() throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        var threads = IntStream.range(0, cores)
                .mapToObj(_ -> Thread.ofPlatform().start(this::liveSome))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf("%d seeds from %d: %d failed%n", seeds, from, failed.size());
        failed.stream().sorted().forEach(seed -> System.out.printf("  ./argosy simulate --seeds 1 --from %d%n", seed));
        return failed.isEmpty();
    }

    private void liveSome() {
        for (long index = next.getAndIncrement(); index < seeds; index = next.getAndIncrement()) {
            liveOne(from + index);
        }
    }

    private void liveOne(long seed) {
        try {
            ChaosScenario.live(seed);
        } catch (Exception | Error failure) {
            failed.add(seed);
            System.out.printf("seed %d failed; once more: ./argosy simulate --seeds 1 --from %d%n", seed, seed);
            failure.printStackTrace(System.out);
        }
        long done = lived.incrementAndGet();
        long last = told.get();
        long now = System.nanoTime();
        if (now - last > TELL_EVERY && told.compareAndSet(last, now)) {
            System.out.printf("%d of %d seeds, %d failed%n", done, seeds, failed.size());
        }
    }
}
