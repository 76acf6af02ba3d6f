package io.argosy.testkit;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.testkit.Network.Link;
import io.argosy.testkit.Network.Question;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.HandshakeAnswer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Carries calls and connections over the network to whichever server lives when they arrive.
final class Courier {
    private final Network network;
    private final Supplier<Optional<SimulatedServer>> server;

    Courier(Network network, Supplier<Optional<SimulatedServer>> server) {
        this.network = network;
        this.server = server;
    }

    /// What becomes of a call at the one who made it.
    record Reply<O>(Consumer<O> answered, Consumer<ApiError> refused, Runnable lost) {}

    <I extends Shape, O extends Shape> void call(Link link, OperationModel<I, O> model, I input, Reply<O> reply) {
        network.ask(link, new Question(() -> handled(model, input, reply), reply.lost()));
    }

    private <I extends Shape, O extends Shape> Runnable handled(OperationModel<I, O> model, I input, Reply<O> reply) {
        Optional<SimulatedServer> living = server.get();
        if (living.isEmpty()) {
            return reply.lost();
        }
        try {
            O output = living.get().call(model, input);
            return () -> reply.answered().accept(output);
        } catch (ApiException refusal) {
            return () -> reply.refused().accept(refusal.error());
        }
    }

    /// Opens a control channel; `heard` listens at the agent.
    void connect(Link link, String query, Reply<SimulatedChannel> reply, ChannelListener heard) {
        connect(link, server -> server.control(query), reply, heard);
    }

    /// Opens a telemetry channel.
    void connectTelemetry(Link link, String query, Reply<SimulatedChannel> reply, ChannelListener heard) {
        connect(link, server -> server.telemetry(query), reply, heard);
    }

    private void connect(
            Link link,
            Function<SimulatedServer, HandshakeAnswer> handshake,
            Reply<SimulatedChannel> reply,
            ChannelListener heard) {
        network.askOnce(link, new Question(() -> accepted(link, handshake, reply, heard), reply.lost()));
    }

    private Runnable accepted(
            Link link,
            Function<SimulatedServer, HandshakeAnswer> handshake,
            Reply<SimulatedChannel> reply,
            ChannelListener heard) {
        Optional<SimulatedServer> living = server.get();
        if (living.isEmpty()) {
            return reply.lost();
        }
        return switch (handshake.apply(living.get())) {
            case HandshakeAnswer.Accept(ChannelListener session) -> {
                var channel = new SimulatedChannel(network, link, living.get(), session, heard);
                session.onOpen(channel);
                yield () -> reply.answered().accept(channel);
            }
            case HandshakeAnswer.Refuse(int status, String body) ->
                () -> reply.refused().accept(new ApiError("Refused", status + body));
        };
    }
}
