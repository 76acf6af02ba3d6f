package io.argosy.testkit;

import io.argosy.testkit.Network.Link;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;

/// A websocket between one agent and one life of the server. Each end believes it open until it hears otherwise: over a
/// link that is cut nobody does.
final class SimulatedChannel implements Channel {
    private static final int LOST = 1006;

    private final Network network;
    private final Link link;
    private final SimulatedServer server;
    private final ChannelListener session;
    private final ChannelListener agent;
    private boolean openHere = true;
    private boolean openThere = true;

    SimulatedChannel(
            Network network, Link link, SimulatedServer server, ChannelListener session, ChannelListener agent) {
        this.network = network;
        this.link = link;
        this.server = server;
        this.session = session;
        this.agent = agent;
    }

    @Override
    public void send(String text) {
        if (openHere) {
            network.send(link, () -> {
                if (openThere) {
                    agent.onText(text);
                }
            });
        }
    }

    @Override
    public void close(int code, String reason) {
        if (openHere) {
            openHere = false;
            network.carry(link, () -> endThere(code, reason));
        }
    }

    private void endThere(int code, String reason) {
        if (openThere) {
            openThere = false;
            agent.onClose(code, reason);
        }
    }

    /// The agent says something.
    void say(String text) {
        if (!openThere) {
            return;
        }
        if (!server.alive()) {
            network.carry(link, () -> endThere(LOST, "nobody there"));
            return;
        }
        network.send(link, () -> {
            if (openHere && server.alive()) {
                session.onText(text);
            }
        });
    }

    /// The agent's process ends or gives the connection up.
    void hangUp() {
        openThere = false;
        network.carry(link, () -> {
            if (openHere && server.alive()) {
                openHere = false;
                session.onClose(LOST, "");
            }
        });
    }

    /// The server died.
    void breakOff() {
        if (!server.alive()) {
            network.carry(link, () -> endThere(LOST, "connection reset"));
        }
    }
}
