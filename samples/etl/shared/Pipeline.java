package shop;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The steps of a night's run, each a job of its own. What one leaves to the next lies in the shop's Redis, under the
/// name of the run, for an hour: the jobs run on whichever hosts have room. A step that is tried again does the same.
public final class Pipeline {
    static final int SHARDS = 8;
    private static final String AN_HOUR = "3600";

    private final Redis store;
    private final String run;

    private Pipeline(Redis store, String run) {
        this.store = store;
        this.run = "etl:" + run + ":";
    }

    /// What to do, and for which run.
    public static void main(String[] words) throws IOException, InterruptedException {
        try (Redis store = Redis.connect()) {
            var pipeline = new Pipeline(store, words[1]);
            switch (words[0]) {
                case "extract" -> pipeline.extract();
                case "transform" -> pipeline.transform(Integer.parseInt(System.getenv("AWS_BATCH_JOB_ARRAY_INDEX")));
                case "load" -> pipeline.load();
                case "report" -> pipeline.report();
                default -> throw new IllegalArgumentException("there is no step " + words[0]);
            }
        }
    }

    /// Deals the shop's orders to the shards.
    private void extract() throws IOException {
        long last = Long.parseLong("0" + store.text("GET", "orders:last"));
        StringBuilder[] shards = new StringBuilder[SHARDS];
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new StringBuilder();
        }
        for (long id = 1; id <= last; id++) {
            List<?> order = store.list("HMGET", "order:" + id, "placed", "quantity", "cents", "item");
            shards[(int) (id % SHARDS)].append(String.join("\t", order.stream().map(Object::toString).toList()))
                    .append('\n');
        }
        for (int i = 0; i < SHARDS; i++) {
            keep("shard:" + i, shards[i].toString());
        }
        System.out.println("extracted " + last + " orders into " + SHARDS + " shards");
    }

    /// Sums one shard. A shop of this size takes no time; SHARD_SECONDS stands for a larger one.
    private void transform(int shard) throws IOException, InterruptedException {
        Map<String, Sum> sums = new TreeMap<>();
        for (String line : kept("shard:" + shard).lines().toList()) {
            String[] order = line.split("\t", 4);
            sums.merge(Sales.key(order[3], Long.parseLong("0" + order[0])), Sum.of(order[1], order[2]), Sum::plus);
        }
        Thread.sleep(1_000L * Integer.parseInt(Redis.setting("SHARD_SECONDS", "0")));
        keep("sums:" + shard, Sum.lines(sums));
        System.out.println("transformed shard " + shard + ": " + sums.size() + " rows");
    }

    /// Puts the shards together.
    private void load() throws IOException {
        Map<String, Sum> all = new TreeMap<>();
        for (int i = 0; i < SHARDS; i++) {
            Sum.read(kept("sums:" + i)).forEach((key, sum) -> all.merge(key, sum, Sum::plus));
        }
        keep("sales", Sum.lines(all));
        System.out.println("loaded " + all.size() + " rows");
    }

    private void report() throws IOException {
        System.out.println(Sales.HEADING + ",orders,quantity,revenue");
        Sum.read(kept("sales")).forEach((key, sum) -> System.out.printf(
                "%s,%d,%d,%d.%02d%n", key, sum.orders(), sum.quantity(), sum.cents() / 100, sum.cents() % 100));
    }

    private void keep(String name, String text) throws IOException {
        store.call("SET", run + name, text, "EX", AN_HOUR);
    }

    private String kept(String name) throws IOException {
        if (store.text("EXISTS", run + name).equals("0")) {
            throw new IOException(run + name + " is not there: the step before did not leave it, or too long ago");
        }
        return store.text("GET", run + name);
    }
}
