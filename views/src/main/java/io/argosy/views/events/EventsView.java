package io.argosy.views.events;

import io.argosy.wire.FeedClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the feed of events. Who follows goes on from the last event after the feed ended, however it did.
public final class EventsView {
    private static final String PATH = "/events";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final FeedClient feeds;
    private final EventPrinter printer;
    private final String query;
    private Optional<String> last = Optional.empty();

    /// `asked` are the parameters of the feed; empty ones are not sent.
    public EventsView(FeedClient feeds, EventPrinter printer, Map<String, String> asked) {
        this.feeds = feeds;
        this.printer = printer;
        this.query = asked.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(one -> one.getKey() + "="
                        + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                .collect(Collectors.joining("&"));
    }

    public void show() throws IOException {
        feeds.read(PATH, query, last, this::printed);
    }

    /// A first refusal is an `IOException`; a server that goes away later is waited for.
    public void follow() throws IOException, InterruptedException {
        boolean met = false;
        while (true) {
            try {
                show();
                met = true;
            } catch (IOException away) {
                if (!met && last.isEmpty()) {
                    throw away;
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private boolean printed(FeedClient.Sent event) {
        if (event.name().equals("message")) {
            last = Optional.of(event.id());
            printer.print(event.data());
        }
        return true;
    }
}
