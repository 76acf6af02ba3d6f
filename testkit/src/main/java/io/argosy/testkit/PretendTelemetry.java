package io.argosy.testkit;

import io.argosy.testkit.Courier.Reply;
import io.argosy.testkit.PretendTask.Phase;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.acs.MessageCodec;
import io.argosy.wire.acs.TcsMessage.ContainerHealth;
import io.argosy.wire.acs.TcsMessage.HealthMetadata;
import io.argosy.wire.acs.TcsMessage.PublishHealthRequest;
import io.argosy.wire.acs.TcsMessage.TaskHealth;
import java.util.List;
import java.util.Optional;

/// The telemetry channel of one life of an agent: says how the containers are that have a check (agent-protocol 7). A
/// connection that ended is followed by another when there is something to say again.
final class PretendTelemetry {
    private final SimulatedMachine machine;
    private final Courier courier;
    private final Faults faults;
    private Optional<SimulatedChannel> channel = Optional.empty();
    private boolean connecting;
    private boolean over;

    PretendTelemetry(SimulatedMachine machine, Courier courier, Faults faults) {
        this.machine = machine;
        this.courier = courier;
        this.faults = faults;
    }

    /// The process ends.
    void end() {
        over = true;
        channel.ifPresent(SimulatedChannel::hangUp);
    }

    void publish() {
        List<TaskHealth> news = machine.tasks().stream()
                .filter(task -> task.phase() == Phase.RUNNING && task.checksHealth())
                .map(this::health)
                .toList();
        if (!news.isEmpty()) {
            channel.ifPresentOrElse(open -> say(open, news), this::connect);
        }
    }

    private static void say(SimulatedChannel open, List<TaskHealth> news) {
        var metadata = new HealthMetadata(Optional.empty(), Optional.empty(), true, Optional.empty());
        open.say(MessageCodec.TCS.write(new PublishHealthRequest(metadata, news, 0)));
    }

    private TaskHealth health(PretendTask task) {
        String verdict = faults.strikes(25) ? "UNHEALTHY" : "HEALTHY";
        return new TaskHealth(
                task.arn(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                task.containerNames().stream()
                        .map(name -> new ContainerHealth(name, verdict, Optional.empty(), Optional.empty()))
                        .toList());
    }

    private void connect() {
        if (!connecting) {
            connecting = true;
            courier.connectTelemetry(
                    machine.link(),
                    "cluster=default&containerInstance=" + machine.arn().orElse(""),
                    new Reply<>(this::connected, _ -> connecting = false, () -> connecting = false),
                    new Ear());
        }
    }

    private void connected(SimulatedChannel opened) {
        connecting = false;
        channel = Optional.of(opened);
        if (over) {
            opened.hangUp();
        }
    }

    /// What the server says here asks for nothing.
    private final class Ear implements ChannelListener {
        @Override
        public void onOpen(Channel unused) {
            // The answer to the handshake brings the channel.
        }

        @Override
        public void onText(String text) {
            // A heartbeat, or that something was heard.
        }

        @Override
        public void onClose(int code, String reason) {
            channel = Optional.empty();
        }
    }
}
