package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.argosy.model.ApiException;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ServiceModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ShapeException;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.access.PercentCode;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.acs.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad input to every operation of every service, from a seed: it is read, or refused in words for the caller, and
/// never anything else.
final class DecodersTest {
    private static final int ROUNDS = 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void badRequestsAreRefusedAndNothingBreaks(long seed) {
        int refused = 0;
        int read = 0;
        for (ServiceModel service : Services.ALL) {
            for (String name : service.operations()) {
                OperationModel<?, ?> operation = service.operation(name).orElseThrow();
                var chance = new Random(seed ^ operation.toString().hashCode());
                for (int round = 0; round < ROUNDS; round++) {
                    if (taken(operation, chance, seed)) {
                        read++;
                    } else {
                        refused++;
                    }
                }
            }
        }
        assertThat(refused).as("mutations that hurt").isGreaterThan(1_000);
        assertThat(read).as("mutations that did not").isGreaterThan(100);
    }

    private static boolean taken(OperationModel<?, ?> operation, Random chance, long seed) {
        Shape good = new Shapes(chance).filled(operation.input());
        byte[] body = new Mutations(chance).of(written(operation, good));
        var head = new RequestHead("POST", "/", "", Map.of());
        Map<String, String> path = new HashMap<>();
        good.structure().members().forEach(member -> path.put(member.placeName(), "1e-999999999"));
        try {
            ProtocolCodec.read(operation, new ApiRequest("id", head, body, RequestOrigin.UNKNOWN), path);
            return true;
        } catch (ShapeException | ApiException refused) {
            return false;
        } catch (RuntimeException bug) {
            String text = new String(body, StandardCharsets.ISO_8859_1);
            return fail(
                    "seed " + seed + ": " + operation + " " + text.substring(0, Math.min(2000, text.length())), bug);
        }
    }

    private static byte[] written(OperationModel<?, ?> operation, Shape good) {
        return switch (operation.model().protocol()) {
            case AWS_JSON_1_0, AWS_JSON_1_1, REST_JSON_1 -> JsonCodec.write(good);
            case QUERY -> {
                var form = new StringBuilder("Action=" + operation.name());
                flatten("", Shapes.tree(good), form);
                yield form.toString().getBytes(StandardCharsets.UTF_8);
            }
        };
    }

    private static void flatten(String name, Object value, StringBuilder form) {
        String prefix = name.isEmpty() ? "" : name + ".";
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, item) -> flatten(prefix + key, item, form));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    flatten(prefix + "member." + (i + 1), list.get(i), form);
                }
            }
            case Object plain -> form.append('&').append(name).append('=').append(PercentCode.encode(plain.toString()));
        }
    }

    /// What an agent may send by its channels.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void badMessagesOfAgentsAreMalformed(long seed) {
        String good = """
                {"type":"PublishMetricsRequest","message":{
                "metadata":{"cluster":"c","containerInstance":"i","idle":false,"messageId":"m","fin":true},
                "instanceMetrics":{},"timestamp":1700000000,
                "taskMetrics":[{"taskArn":"a","containerMetrics":[
                {"cpuStatsSet":{"max":1.5,"min":0,"sampleCount":2,"sum":3}}]}]}}
                """;
        var chance = new Random(seed);
        var mutations = new Mutations(chance);
        int malformed = 0;
        for (int round = 0; round < 3_000; round++) {
            String bad = new String(mutations.of(good.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
            try {
                MessageCodec.TCS.read(bad);
            } catch (MalformedJson refused) {
                malformed++;
            } catch (RuntimeException bug) {
                fail("seed " + seed + ": " + bad, bug);
            }
        }
        assertThat(malformed).isGreaterThan(1_000);
    }
}
