package io.argosy.wire;

/// Hears what comes in on one `Channel`. Calls come one at a time on a thread that may block; while `onText` runs, the
/// next message waits on the network.
public interface ChannelListener {
    void onOpen(Channel channel);

    void onText(String text);

    /// The end, told exactly once; 1006 when the connection broke without a farewell.
    void onClose(int code, String reason);
}
