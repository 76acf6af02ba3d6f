package io.argosy.app.configuration;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The address and port the server listens on; port 0 picks a free one.
public record Listen(String host, int port) {
    public static final Listen USUAL = new Listen("127.0.0.1", 9080);

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");

    static Listen parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            throw new IllegalArgumentException("an address and a port are needed, like 127.0.0.1:9080; not " + text);
        }
        return new Listen(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /// Whether it means every address of the machine, and so names none.
    public boolean everywhere() {
        return host.equals("0.0.0.0") || host.equals("[::]");
    }

    /// Whether only this machine itself gets there. A name counts as reached from elsewhere.
    public boolean loopback() {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    public URI url(String scheme) {
        return URI.create(scheme + "://" + host + ":" + port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
