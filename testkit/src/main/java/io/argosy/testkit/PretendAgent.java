package io.argosy.testkit;

import io.argosy.model.ApiError;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.RegisterContainerInstanceResponse;
import io.argosy.shapes.ecs.Resource;
import io.argosy.testkit.Courier.Reply;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One life of an agent's process on a machine: it registers, keeps its control channel open, and hands what it hears
/// to its tasks. It knows only what the real protocol tells it.
final class PretendAgent {
    private static final Duration SILENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final SimulatedMachine machine;
    private final Courier courier;
    private final VirtualClock clock;
    private final Faults faults;
    private final PretendTasks tasks;
    private final PretendTelemetry telemetry;
    private boolean alive = true;
    private Optional<Ear> ear = Optional.empty();
    private Instant lastHeard;

    PretendAgent(SimulatedMachine machine, Courier courier, VirtualClock clock, Faults faults) {
        this.machine = machine;
        this.courier = courier;
        this.clock = clock;
        this.faults = faults;
        this.tasks = new PretendTasks(machine, courier, clock, faults, () -> this.alive);
        this.telemetry = new PretendTelemetry(machine, courier, faults);
        this.lastHeard = clock.instant();
    }

    /// Listens on one connection, as long as that is the current one.
    private final class Ear implements ChannelListener {
        private final PretendConversation conversation = new PretendConversation(machine, tasks);
        private Optional<SimulatedChannel> channel = Optional.empty();

        @Override
        public void onOpen(Channel unused) {
            // The answer to the handshake brings the channel.
        }

        @Override
        public void onText(String text) {
            if (alive && isCurrent(this)) {
                lastHeard = clock.instant();
                channel.ifPresent(open -> conversation.heard(text).forEach(open::say));
            }
        }

        @Override
        public void onClose(int code, String reason) {
            if (alive && isCurrent(this)) {
                reconnect();
            }
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isCurrent(Ear one) {
        return ear.isPresent() && ear.get() == one;
    }

    void start() {
        tasks.resume();
        register();
        clock.after(LOOK, this::watch);
    }

    /// The process is gone; what it ran stays.
    void die() {
        alive = false;
        machine.noticedBy(_ -> {});
        telemetry.end();
        ear.flatMap(last -> last.channel).ifPresent(SimulatedChannel::hangUp);
    }

    boolean isAlive() {
        return alive;
    }

    void serverLost() {
        ear.flatMap(last -> last.channel).ifPresent(SimulatedChannel::breakOff);
    }

    private void watch() {
        if (!alive) {
            return;
        }
        if (ear.isPresent() && lastHeard.plus(SILENCE).isBefore(clock.instant())) {
            ear.flatMap(last -> last.channel).ifPresent(SimulatedChannel::hangUp);
            reconnect();
        }
        telemetry.publish();
        clock.after(LOOK, this::watch);
    }

    private void register() {
        if (alive) {
            courier.call(
                    machine.link(),
                    Ecs.REGISTER_CONTAINER_INSTANCE,
                    registration(),
                    new Reply<>(this::registered, this::sentAway, () -> later(this::register)));
        }
    }

    private RegisterContainerInstanceRequest registration() {
        return RegisterContainerInstanceRequest.builder()
                .cluster("default")
                .containerInstanceArn(machine.arn())
                .clientToken(machine.clientToken())
                .totalResources(List.of(
                        number("CPU", SimulatedMachine.CPU),
                        number("MEMORY", SimulatedMachine.MEMORY_MIB),
                        set("PORTS"),
                        set("PORTS_UDP")))
                .attributes(Stream.concat(
                                IntStream.rangeClosed(17, 32)
                                        .mapToObj(minor -> "com.amazonaws.ecs.capability.docker-remote-api.1." + minor),
                                Stream.of("ecs.capability.container-health-check"))
                        .map(name -> Attribute.builder().name(name).build())
                        .toList())
                .build();
    }

    private static Resource number(String name, int value) {
        return Resource.builder().name(name).type("INTEGER").integerValue(value).build();
    }

    private static Resource set(String name) {
        return Resource.builder()
                .name(name)
                .type("STRINGSET")
                .stringSetValue(List.of("22"))
                .build();
    }

    private void registered(RegisterContainerInstanceResponse response) {
        if (alive) {
            response.containerInstance()
                    .flatMap(io.argosy.shapes.ecs.ContainerInstance::containerInstanceArn)
                    .ifPresent(machine::registeredAs);
            connect();
        }
    }

    /// Deregistered for good: somebody puts a fresh machine in its place.
    private void sentAway(ApiError error) {
        if (alive) {
            machine.noticedBy(_ -> {});
            machine.powerOff();
            machine.replace();
            machine.noticedBy(tasks::noticeEnd);
            later(this::register);
        }
    }

    private void connect() {
        if (!alive) {
            return;
        }
        var listening = new Ear();
        String query = "clusterArn=default&agentVersion=1.0&containerInstanceArn="
                + machine.arn().orElseThrow();
        courier.connect(
                machine.link(),
                query,
                new Reply<>(channel -> connected(listening, channel), this::refused, () -> later(this::connect)),
                listening);
    }

    private void connected(Ear listening, SimulatedChannel channel) {
        if (alive) {
            ear = Optional.of(listening);
            listening.channel = Optional.of(channel);
            lastHeard = clock.instant();
        } else {
            channel.hangUp();
        }
    }

    private void refused(ApiError error) {
        if (alive) {
            boolean forGood = error.message().contains("InactiveInstanceException")
                    || error.message().contains("InvalidInstanceException");
            later(forGood ? () -> sentAway(error) : this::connect);
        }
    }

    private void reconnect() {
        ear = Optional.empty();
        later(this::connect);
    }

    private void later(Runnable what) {
        clock.after(faults.between(Duration.ofMillis(250), Duration.ofSeconds(5)), what);
    }
}
