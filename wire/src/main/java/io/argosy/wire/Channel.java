package io.argosy.wire;

/// One open connection that carries text messages both ways.
public interface Channel {
    /// Sends and waits until the text is handed to the network. A text that cannot be delivered in time is dropped and
    /// the connection given up: the listener's `onClose` is where that is heard.
    void send(String text);

    /// Closes once what was sent before is out; closing again does nothing.
    void close(int code, String reason);
}
