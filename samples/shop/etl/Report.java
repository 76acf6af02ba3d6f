package shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The shop's nightly job: reads every order and writes a report, a line an item, to the shared volume.
public final class Report {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private record Sales(long orders, long done, long quantity, long cents) {
        Sales plus(boolean finished, long pieces, long price) {
            return new Sales(orders + 1, done + (finished ? 1 : 0), quantity + pieces, cents + price);
        }
    }

    private Report() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, Sales> sales = read();
        List<String> lines = new ArrayList<>(List.of("item,orders,done,quantity,revenue"));
        sales.forEach((item, sum) -> lines.add("\"%s\",%d,%d,%d,%d.%02d".formatted(
                item.replace("\"", "\"\""), sum.orders(), sum.done(), sum.quantity(), sum.cents() / 100, sum.cents() % 100)));
        Path folder = Path.of(Redis.setting("REPORTS", "/reports"));
        Path report = folder.resolve("orders-" + NAME.format(Instant.now()) + ".csv");
        Path draft = folder.resolve("." + report.getFileName() + ".part");
        Files.write(draft, lines);
        Files.move(draft, report, StandardCopyOption.ATOMIC_MOVE);
        System.out.println(report + ": " + sales.values().stream().mapToLong(Sales::orders).sum() + " orders");
    }

    private static Map<String, Sales> read() throws IOException {
        Map<String, Sales> sales = new TreeMap<>();
        try (Redis queue = Redis.connect()) {
            String last = queue.text("GET", "orders:last");
            for (long id = 1; !last.isEmpty() && id <= Long.parseLong(last); id++) {
                List<?> order = queue.list("HMGET", "order:" + id, "item", "state", "quantity", "cents");
                long cents = order.get(3).toString().isEmpty() ? 0 : Long.parseLong(order.get(3).toString());
                sales.put(order.get(0).toString(), sales
                        .getOrDefault(order.get(0).toString(), new Sales(0, 0, 0, 0))
                        .plus(order.get(1).equals("done"), Long.parseLong(order.get(2).toString()), cents));
            }
        }
        return sales;
    }
}
