package shop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The shop's back-end worker: takes one order after another and finishes each exactly once, whatever dies meanwhile.
///
/// An order it takes moves to a list of its own in the same step, so it is never nowhere. Finishing removes the order
/// from that list and records the outcome in one step, and only who still holds an order can finish it. A worker
/// keeps a short-lived key alive; when the key is gone, the others put its orders back into the queue.
public final class Worker {
    private static final Map<String, Integer> CENTS = Map.of("tea", 450, "coffee", 520, "spices", 890, "silk", 4_800);
    private static final Duration WORK = Duration.ofMillis(Long.parseLong(Redis.setting("WORK_MILLIS", "250")));
    private static final String LIFE_SECONDS = "4";
    private static final String VERSION = Redis.setting("SHOP_VERSION", "dev");

    private static final String TAKE = """
            redis.call('HSET', 'order:' .. ARGV[1], 'state', 'taken', 'worker', ARGV[2], 'version', ARGV[3])
            redis.call('HINCRBY', 'order:' .. ARGV[1], 'taken', 1)
            return redis.call('HMGET', 'order:' .. ARGV[1], 'item', 'quantity')
            """;

    private static final String FINISH = """
            if redis.call('LREM', 'taken:' .. ARGV[2], 1, ARGV[1]) == 0 then return 0 end
            redis.call('HSET', 'order:' .. ARGV[1], 'state', 'done', 'cents', ARGV[3], 'done', ARGV[4])
            redis.call('HINCRBY', 'order:' .. ARGV[1], 'finished', 1)
            redis.call('INCR', 'orders:done')
            return 1
            """;

    private static final String RESCUE = """
            local rescued = 0
            for _, name in ipairs(redis.call('SMEMBERS', 'workers')) do
                if redis.call('EXISTS', 'alive:' .. name) == 0 then
                    while redis.call('LMOVE', 'taken:' .. name, 'orders:new', 'LEFT', 'RIGHT') do
                        rescued = rescued + 1
                    end
                    redis.call('SREM', 'workers', name)
                end
            end
            return rescued
            """;

    private final String name;
    private volatile boolean stopping;
    private volatile long lastContact = System.nanoTime();

    private Worker(String name) {
        this.name = name;
    }

    public static void main(String[] arguments) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((_, bug) -> {
            bug.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        var worker = new Worker(InetAddress.getLocalHost().getHostName());
        worker.answerHealthChecks();
        Thread heart = Thread.ofPlatform().daemon().start(worker::keepAlive);
        Thread work = Thread.ofPlatform().start(worker::work);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> worker.finish(work, heart)));
        System.out.println("worker " + worker.name + " version " + VERSION + " is ready");
    }

    private void answerHealthChecks() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080), 8);
        server.createContext("/health", exchange -> {
            boolean well = System.nanoTime() - lastContact < Duration.ofSeconds(3).toNanos();
            exchange.sendResponseHeaders(well ? 200 : 503, -1);
            exchange.close();
        });
        server.start();
    }

    /// Says every second that this worker lives, and looks after those that do not any more.
    private void keepAlive() {
        while (!stopping) {
            try (Redis queue = Redis.connect()) {
                while (!stopping) {
                    queue.call("SADD", "workers", name);
                    queue.call("SET", "alive:" + name, VERSION, "EX", LIFE_SECONDS);
                    String rescued = queue.text("EVAL", RESCUE, "0");
                    if (!rescued.equals("0")) {
                        System.out.println("worker " + name + " put back " + rescued + " orders of a lost worker");
                    }
                    lastContact = System.nanoTime();
                    pause(Duration.ofSeconds(1));
                }
            } catch (IOException failure) {
                System.err.println("worker " + name + ": " + failure);
                pause(Duration.ofMillis(300));
            }
        }
    }

    private void work() {
        while (!stopping) {
            try (Redis queue = Redis.connect()) {
                queue.call("SADD", "workers", name);
                queue.call("SET", "alive:" + name, VERSION, "EX", LIFE_SECONDS);
                for (Object left : queue.list("LRANGE", "taken:" + name, "0", "-1")) {
                    process(queue, left.toString());
                }
                while (!stopping) {
                    String order = queue.text("BLMOVE", "orders:new", "taken:" + name, "RIGHT", "LEFT", "0.25");
                    if (!order.isEmpty()) {
                        process(queue, order);
                    }
                }
            } catch (IOException failure) {
                System.err.println("worker " + name + ": " + failure);
                pause(Duration.ofMillis(300));
            }
        }
    }

    private void process(Redis queue, String order) throws IOException {
        List<?> facts = queue.list("EVAL", TAKE, "0", order, name, VERSION);
        long cents = price(facts.get(0).toString()) * Long.parseLong(facts.get(1).toString());
        pause(WORK);
        String now = String.valueOf(System.currentTimeMillis());
        String finished = queue.text("EVAL", FINISH, "0", order, name, String.valueOf(cents), now);
        System.out.println("order " + order + (finished.equals("1") ? " done" : " was taken over by another worker"));
    }

    private static long price(String item) {
        return CENTS.getOrDefault(item.toLowerCase(), 1_000);
    }

    /// Asked to stop: the order at hand is finished, no other is taken, and the name is given up.
    private void finish(Thread work, Thread heart) {
        stopping = true;
        heart.interrupt();
        try (Redis queue = Redis.connect()) {
            work.join(Duration.ofSeconds(20));
            queue.call("DEL", "alive:" + name);
            queue.call("EVAL", RESCUE, "0");
            System.out.println("worker " + name + " stopped in order");
        } catch (IOException | InterruptedException failure) {
            System.err.println("worker " + name + " stopped: " + failure);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
