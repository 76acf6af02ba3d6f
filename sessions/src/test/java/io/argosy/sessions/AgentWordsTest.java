package io.argosy.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Workshop;
import io.argosy.model.AgentKey;
import io.argosy.model.Caller;
import io.argosy.model.InstanceHealth;
import io.argosy.sessions.SessionStage.Connected;
import io.argosy.state.Transaction;
import io.argosy.wire.acs.AcsMessage.NackRequest;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import io.argosy.wire.acs.TcsMessage;
import io.argosy.wire.acs.TcsMessage.InstanceStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What comes by a channel is chosen by whoever holds the agent's key.
final class AgentWordsTest {
    @TempDir
    private Path folder;

    private SessionStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new SessionStage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatARevokedKeySaysIsNotHeard() {
        var holder = new AgentKey.Holder.Instance(stage.instance);
        var key = new AgentKey("AGNTHOST", "s", AgentKey.Origin.JOIN_TOKEN, holder, Instant.EPOCH);
        change(tx -> tx.addOrUpdate(key));
        var host = new Caller(Workshop.REALM, "arn:aws:iam::123456789012:user/host", key.id(), "r");
        Connected telemetry = stage.telemetry(host);
        telemetry.says(engine("OK"));
        assertThat(stage.known().health()).hasSize(1);

        change(tx -> tx.remove(key));
        telemetry.says(engine("IMPAIRED"));

        assertThat(stage.known().health()).extracting(InstanceHealth::status).containsExactly(InstanceHealth.Status.OK);
        assertThat(telemetry.wire().closed).contains(1000);
    }

    private void change(Consumer<Transaction> change) {
        stage.workshop.scope().store().write(tx -> {
            change.accept(tx);
            return stage.instance;
        });
    }

    private static TcsMessage engine(String status) {
        return new TcsMessage.PublishInstanceStatusRequest(
                new TcsMessage.StatusMetadata(Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(new InstanceStatus(
                        "ContainerRuntime", status, Optional.empty(), Optional.empty(), Optional.empty())),
                1.5);
    }

    @Test
    void theyWriteNoLineOfTheirOwn() {
        String forged = "x\n[main] INFO FORGED \u001b[2J\u202e";
        PrintStream err = System.err;
        var log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            Connected agent = stage.connect(stage.handshake("&agentVersion=x%0A[main]%20INFO%20FORGED%1b%e2%80%ae"));
            stage.run();
            agent.session().wake();
            PayloadMessage payload = agent.wire().taken(PayloadMessage.class).getFirst();
            agent.says(new NackRequest("c", "i", payload.messageId(), forged));
            agent.says("x\u202eFORGED");
            stage.telemetry(SessionStage.AGENT).says("x\u202eFORGED");
            agent.goes(1006, forged);
        } finally {
            System.setErr(err);
        }

        String said = log.toString(StandardCharsets.UTF_8);
        assertThat(said.lines()).noneMatch(line -> line.startsWith("[main] INFO FORGED"));
        assertThat(said)
                .contains("x\\u000a[main] INFO FORGED")
                .doesNotContain("\u001b", "\u202e")
                .contains("agent connected", "refused 1 orders", "orders are given up", "sent what cannot be read")
                .contains("telemetry that cannot be read", "agent disconnected");
    }
}
