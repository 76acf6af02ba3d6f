package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.shipping.Shipping;
import io.argosy.shipping.Telling;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What commands have in common that bring a service to a definition.
final class ShippingOptions {
    @Option(names = "--timeout", paramLabel = "SECONDS", description = "how long the service may take (600)")
    private int seconds = 600;

    @Mixin
    private ViewOptions view = new ViewOptions();

    /// Something that is done with a server.
    interface Doing {
        boolean with(Shipping shipping) throws IOException, InterruptedException;
    }

    Duration patience() {
        return Duration.ofSeconds(Math.max(1, seconds));
    }

    ViewOptions view() {
        return view;
    }

    int run(Doing doing) throws IOException, ConfigurationRefused, InterruptedException {
        return run(view, doing);
    }

    /// 0, or 1 where it did not succeed.
    static int run(ViewOptions view, Doing doing) throws IOException, ConfigurationRefused, InterruptedException {
        try (var server = view.connection()) {
            return doing.with(new Shipping(server.client(), new Telling(server.terminal(), view.json()))) ? 0 : 1;
        }
    }
}
