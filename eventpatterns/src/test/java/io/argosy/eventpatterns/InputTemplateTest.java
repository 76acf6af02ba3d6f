package io.argosy.eventpatterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is made of an event (schedules-events-logs 2.7).
final class InputTemplateTest {
    private static final String EVENT = """
            {"id":"e1","detail-type":"T","time":"2026-01-05T12:00:00Z",
             "detail":{"arn":"arn:x","say":"a \\"b\\"","count":3,"object":{"a":1,"b":"x"},"list":["p","q"]}}""";
    private static final Map<String, String> PATHS = Map.of(
            "arn", "$.detail.arn",
            "say", "$.detail.say",
            "count", "$.detail.count",
            "object", "$.detail.object",
            "list", "$.detail.list",
            "second", "$.detail.list[1]",
            "none", "$.detail.nothing");
    private static final RuleFacts FACTS = new RuleFacts("arn:rule", "stops", Instant.parse("2026-01-05T12:00:01Z"));

    private static String filled(String template) throws RefusedInput, MalformedJson {
        return InputTemplate.of(PATHS, template, "one").filled(JsonTree.object(EVENT), FACTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"task\":<arn>}                  | {\"task\":\"arn:x\"}",
                "{\"n\":<count>}                   | {\"n\":3}",
                "{\"o\":<object>}                  | {\"o\":{\"a\":1,\"b\":\"x\"}}",
                "{\"l\":<list>}                    | {\"l\":[\"p\",\"q\"]}",
                "{\"l\":<second>}                  | {\"l\":\"q\"}",
                "{\"msg\":\"task <arn> ended\"}    | {\"msg\":\"task arn:x ended\"}",
                "{\"msg\":\"said <say>\"}          | {\"msg\":\"said a \\\"b\\\"\"}",
                "{\"msg\":\"<object>\"}            | {\"msg\":\"{a:1,b:x}\"}",
                "{\"msg\":\"<count> of <none>\"}   | {\"msg\":\"3 of \"}",
                "{\"x\":<none>}                    | {\"x\":\"\"}",
                "\"task <arn> ended\"              | \"task arn:x ended\"",
                "{\"r\":<aws.events.rule-name>}    | {\"r\":\"stops\"}",
                "{\"r\":<aws.events.rule-arn>}     | {\"r\":\"arn:rule\"}",
                "{\"r\":<aws.events.event.ingestion-time>} | {\"r\":\"2026-01-05T12:00:01Z\"}",
                "{\"r\":<aws.events.event>} | {\"r\":"
                        + "{\"id\":\"e1\",\"detailType\":\"T\",\"time\":\"2026-01-05T12:00:00Z\"}}"
            })
    void aTemplateIsFilled(String template, String expected) throws RefusedInput, MalformedJson {
        assertThat(filled(template)).isEqualTo(expected);
    }

    @Test
    void theWholeEventIsGivenToJson() throws RefusedInput, MalformedJson {
        assertThat(filled("{\"e\":<aws.events.event.json>}"))
                .isEqualTo("{\"e\":" + JsonTree.write(JsonTree.object(EVENT)) + "}");
        assertThatThrownBy(() -> filled("\"<aws.events.event.json>\""))
                .hasMessage("InputTemplate for target one contains placeholder aws.events.event.json valid only for"
                        + " JSON template.");
    }

    @Test
    void linesOfStringsStayLines() throws RefusedInput, MalformedJson {
        assertThat(filled("\"<arn>\"\n\"n <count>\"")).isEqualTo("\"arn:x\"\n\"n 3\"");
    }

    @Test
    void whatCannotBeDeliveredIsRefused() {
        assertThatThrownBy(() -> filled("{\"msg\":\"<list>\"}")).hasMessageContaining("an array within a string");
        assertThatThrownBy(() -> filled("{\"task\":<unknown>}"))
                .hasMessage("InputTemplate for target one contains invalid placeholder unknown.");
        assertThatThrownBy(() -> filled("{\"task\":")).hasMessageContaining("makes no JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"detail", "$detail", "$['x']", "$.a[x]", "$..a", "$."})
    void aPathThatNamesNothingIsRefused(String path) {
        assertThatThrownBy(() -> InputTemplate.of(Map.of("x", path), "\"<x>\"", "one"))
                .hasMessage("InputPath for target one is invalid.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "$.a", "$.detail-type", "$.a[0]", "$.a[0][1].b"})
    void aPathNamesAPlace(String path) {
        assertThat(EventPath.parse(path)).isPresent();
    }
}
