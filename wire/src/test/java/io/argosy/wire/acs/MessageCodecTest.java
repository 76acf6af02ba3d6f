package io.argosy.wire.acs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatMessage;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MessageCodecTest {
    private static final String ARN = "arn:aws:ecs:us-east-1:111122223333:task/demo/bbbb";

    @Test
    void whatIsAbsentStaysOffTheWire() {
        String text = MessageCodec.ACS.write(new AckRequest("demo", "arn:i", "m-1"));

        assertThat(text)
                .isEqualTo("{\"type\":\"AckRequest\",\"message\":"
                        + "{\"cluster\":\"demo\",\"containerInstance\":\"arn:i\",\"messageId\":\"m-1\"}}");
        assertThat(MessageCodec.ACS.write(payload(AcsTask.stop(ARN, "web", "4"))))
                .contains("\"version\":\"4\"")
                .doesNotContain("null", "networkMode", "containers");
    }

    @Test
    void aPayloadComesBackAsItWent() throws MalformedJson {
        AcsContainer container = AcsContainer.of("app", "busybox:local")
                .cpu(64)
                .memory(64)
                .command(List.of("sh", "-c", "httpd -f"))
                .environment(Map.of("MODE", "prod"))
                .portMappings(List.of(new AcsContainer.PortMapping(80, 0, Optional.of("tcp"))))
                .stopTimeout(Optional.of(10))
                .dockerConfig("{}", "{\"NetworkMode\":\"bridge\"}")
                .dockerHealthCheck()
                .build();
        AcsTask task = AcsTask.start(ARN, "web", "4")
                .cpu(0.25)
                .networkMode("bridge")
                .volumes(List.of(AcsTask.Volume.host("data", Optional.empty())))
                .containers(List.of(container))
                .build();

        String text = MessageCodec.ACS.write(payload(task));

        assertThat(text).contains("\"host\":{}", "\"cpu\":0.25", "\"environment\":{\"MODE\":\"prod\"}");
        assertThat(MessageCodec.ACS.read(text)).contains(payload(task));
        assertThat(task.id()).isEqualTo("bbbb");
    }

    @Test
    void telemetryFramesLoseTheirHeaderLines() throws MalformedJson {
        String frame = "Authorization: AWS4-HMAC-SHA256 …\r\nHost: h\r\n\r\n"
                + "{\"type\":\"PublishHealthRequest\",\"message\":{\"metadata\":{\"fin\":true},\"timestamp\":1.5}}";

        assertThat(MessageCodec.TCS.read(frame))
                .hasValueSatisfying(message -> assertThat(message)
                        .isInstanceOfSatisfying(
                                TcsMessage.PublishHealthRequest.class,
                                health -> assertThat(health.timestamp()).isEqualTo(1.5)));
    }

    @Test
    void unknownTypesAreNothingAndWrongTypesAreErrors() throws MalformedJson {
        assertThat(MessageCodec.ACS.read("{\"type\":\"New\",\"message\":{}}")).isEmpty();
        assertThat(MessageCodec.ACS.read("{\"type\":\"HeartbeatMessage\",\"message\":{\"messageId\":\"a\",\"x\":1}}"))
                .contains(new HeartbeatMessage("a", false));
        assertThatThrownBy(() -> MessageCodec.ACS.read("{\"type\":\"HeartbeatMessage\",\"message\":{\"messageId\":7}}"))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("HeartbeatMessage.messageId");
        assertThatThrownBy(() -> MessageCodec.ACS.read("{\"type\":\"HeartbeatMessage\"}"))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("missing");
    }

    private static PayloadMessage payload(AcsTask task) {
        return new PayloadMessage("m-1", "arn:c", "arn:i", 5, 1795454400000L, List.of(task));
    }
}
