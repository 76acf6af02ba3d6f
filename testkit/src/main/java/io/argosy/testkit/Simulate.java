package io.argosy.testkit;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// `./argosy simulate`: lives through the stories of many seeds, one a core, and says which of them ended badly.
public final class Simulate {
    private static final String USAGE = "Usage: ./argosy simulate --seeds N [--from S]";
    private static final int MISUSED = 2;
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private final long from;
    private final long seeds;
    private final PrintStream out;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong lived = new AtomicLong();
    private final Map<Long, Throwable> failed = new ConcurrentSkipListMap<>();
    private final AtomicLong told = new AtomicLong(System.nanoTime());

    Simulate(long from, long seeds, PrintStream out) {
        this.from = from;
        this.seeds = seeds;
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) throws InterruptedException {
        try {
            return read(arguments).live().isEmpty() ? 0 : 1;
        } catch (IllegalArgumentException misused) {
            System.err.println(misused.getMessage());
            System.err.println(USAGE);
            return MISUSED;
        }
    }

    static Simulate read(String... arguments) {
        long from = 1;
        long seeds = 0;
        for (int i = 0; i < arguments.length; i += 2) {
            String option = arguments[i];
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            switch (option) {
                case "--seeds" -> seeds = number(option, value);
                case "--from" -> from = number(option, value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        if (seeds < 1) {
            throw new IllegalArgumentException("--seeds says how many: at least 1");
        }
        return new Simulate(from, seeds, System.out);
    }

    private static long number(String option, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(option + " takes a number, not '" + value + "'");
        }
    }

    /// What went wrong, by seed.
    Map<Long, Throwable> live() throws InterruptedException {
        var threads = IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .mapToObj(_ -> Thread.ofPlatform().name("seeds").start(this::liveSome))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        out.printf("%d seeds from %d: %d failed%n", seeds, from, failed.size());
        failed.keySet().forEach(seed -> out.println("  " + again(seed)));
        return failed;
    }

    private void liveSome() {
        for (long index = next.getAndIncrement(); index < seeds; index = next.getAndIncrement()) {
            live(from + index);
            tell(lived.incrementAndGet());
        }
    }

    private void live(long seed) {
        try {
            ChaosScenario.live(seed);
        } catch (Exception | Error failure) {
            failed.put(seed, failure);
            out.printf("seed %d failed: %s%n  %s%n", seed, failure, again(seed));
        }
    }

    private static String again(long seed) {
        return "./argosy simulate --seeds 1 --from " + seed;
    }

    private void tell(long done) {
        long last = told.get();
        long now = System.nanoTime();
        if (now - last > TELL_EVERY.toNanos() && told.compareAndSet(last, now)) {
            out.printf("%d of %d seeds, %d failed%n", done, seeds, failed.size());
        }
    }
}
