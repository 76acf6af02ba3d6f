package shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// The shop's application server: takes orders, puts them into the queue, and tells what became of them.
///
///     POST /api/orders            item=…&quantity=…&customer=…   -> 201 {"id": …}
///     GET  /api/orders[?limit=N]  the newest orders
///     GET  /api/orders/ID         one order
///     GET  /api/summary           counts, and the workers that are alive
public final class App {
    private static final int BODY_LIMIT = 16 << 10;
    private static final int MOST_ORDERS = 5_000;

    /// Numbers an order, keeps it, and puts its number into the queue, all or nothing.
    private static final String PLACE = """
            local id = redis.call('INCR', 'orders:last')
            redis.call('HSET', 'order:' .. id, 'id', id, 'item', ARGV[1], 'quantity', ARGV[2], 'customer', ARGV[3],
                'placed', ARGV[4], 'state', 'waiting', 'taken', 0, 'finished', 0)
            redis.call('LPUSH', 'orders:new', id)
            return id
            """;

    private static final String NEWEST = """
            local last = tonumber(redis.call('GET', 'orders:last') or '0')
            local orders = {}
            for id = last, math.max(1, last - tonumber(ARGV[1]) + 1), -1 do
                table.insert(orders, redis.call('HGETALL', 'order:' .. id))
            end
            return orders
            """;

    private static final String SUMMARY = """
            local workers = {}
            local taken = 0
            for _, name in ipairs(redis.call('SMEMBERS', 'workers')) do
                taken = taken + redis.call('LLEN', 'taken:' .. name)
                local version = redis.call('GET', 'alive:' .. name)
                if version then table.insert(workers, {'name', name, 'version', version}) end
            end
            return {redis.call('GET', 'orders:last') or '0', redis.call('GET', 'orders:done') or '0',
                redis.call('LLEN', 'orders:new'), taken, workers}
            """;

    private App() {}

    public static void main(String[] arguments) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(8080), 128);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/orders", exchange -> answer(exchange, App::orders));
        server.createContext("/api/summary", exchange -> answer(exchange, (queue, _) -> ok(summary(queue))));
        server.createContext("/health", exchange -> answer(exchange, (queue, _) -> ok(json(queue.text("PING")))));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(2)));
        server.start();
        System.out.println("app version " + Redis.setting("SHOP_VERSION", "dev") + " takes orders on port 8080");
    }

    private record Reply(int status, String body) {}

    private interface Work {
        Reply of(Redis queue, HttpExchange exchange) throws IOException;
    }

    private static Reply ok(String body) {
        return new Reply(200, body);
    }

    private static void answer(HttpExchange exchange, Work work) throws IOException {
        Reply reply;
        try (Redis queue = Redis.connect()) {
            reply = work.of(queue, exchange);
        } catch (IOException failure) {
            System.err.println(exchange.getRequestURI() + ": " + failure);
            reply = new Reply(503, error("the order queue does not answer"));
        } catch (RuntimeException failure) {
            reply = new Reply(400, error(String.valueOf(failure.getMessage())));
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(reply.status(), body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static Reply orders(Redis queue, HttpExchange exchange) throws IOException {
        String rest = exchange.getRequestURI().getPath().substring("/api/orders".length());
        if (exchange.getRequestMethod().equals("POST")) {
            return new Reply(201, "{\"id\": " + place(queue, exchange) + "}");
        }
        if (rest.length() > 1) {
            List<?> order = queue.list("HGETALL", "order:" + rest.substring(1));
            return order.isEmpty() ? new Reply(404, error("no order " + rest.substring(1))) : ok(object(order));
        }
        int limit = Integer.parseInt(form(String.valueOf(exchange.getRequestURI().getRawQuery()))
                .getOrDefault("limit", "50"));
        return ok(array(queue.list("EVAL", NEWEST, "0", String.valueOf(Math.clamp(limit, 1, MOST_ORDERS)))));
    }

    private static String place(Redis queue, HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT);
        Map<String, String> order = form(new String(body, StandardCharsets.UTF_8));
        String item = order.getOrDefault("item", "").strip();
        int quantity = Integer.parseInt(order.getOrDefault("quantity", "1"));
        if (item.isEmpty() || quantity < 1 || quantity > 1_000) {
            throw new IllegalArgumentException("an order needs an item, and a quantity from 1 to 1000");
        }
        String customer = order.getOrDefault("customer", "").strip();
        String now = String.valueOf(System.currentTimeMillis());
        return queue.text("EVAL", PLACE, "0", item, String.valueOf(quantity), customer, now);
    }

    private static String summary(Redis queue) throws IOException {
        List<?> facts = queue.list("EVAL", SUMMARY, "0");
        return "{\"placed\": %s, \"done\": %s, \"waiting\": %s, \"taken\": %s, \"workers\": %s}"
                .formatted(facts.get(0), facts.get(1), facts.get(2), facts.get(3), array((List<?>) facts.get(4)));
    }

    private static Map<String, String> form(String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private static String error(String message) {
        return "{\"error\": " + json(message) + "}";
    }

    private static String array(List<?> objects) {
        return objects.stream().map(each -> object((List<?>) each)).collect(Collectors.joining(",\n ", "[", "]"));
    }

    /// Names and values in turn, as the queue gives them.
    private static String object(List<?> facts) {
        var text = new StringBuilder("{");
        for (int i = 0; i + 1 < facts.size(); i += 2) {
            text.append(i == 0 ? "" : ", ")
                    .append(json(facts.get(i).toString())).append(": ").append(json(facts.get(i + 1).toString()));
        }
        return text.append('}').toString();
    }

    private static String json(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }
}
