package io.argosy.logs.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.logs.store.MessageText;
import io.argosy.model.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What patterns match (schedules-events-logs 3.7).
final class FilterPatternTest {
    private static boolean matches(String pattern, String message) {
        FilterPattern parsed = FilterPattern.parse(pattern);
        MessageText text = MessageText.of(message);
        boolean matches = parsed.matches(text);
        assertThat(!matches || parsed.mayMatchIn(text))
                .as("a block is not passed over that has a message which matches")
                .isTrue();
        return matches;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "ERROR                     ~ [ERROR] disk             # true",
                "ERROR                     ~ [error] disk             # false",
                "Exception                 ~ IllegalArgumentException # true",
                "disk ERROR                ~ ERROR on disk            # true",
                "disk ERROR                ~ ERROR on tape            # false",
                "?ERROR ?WARN              ~ WARN low                 # true",
                "?ERROR ?WARN              ~ INFO                     # false",
                "ERROR ?WARN               ~ ERROR                    # true",
                "ERROR -disk               ~ ERROR on disk            # false",
                "ERROR -disk               ~ ERROR on tape            # true",
                "-disk                     ~ anything                 # true",
                "\"user id\"               ~ the user id is 7         # true",
                "\"user id\"               ~ the user is id           # false",
                "\"say \\\"hi\\\"\"        ~ they say \"hi\"          # true",
                "größe                     ~ die größe                # true",
                "%^GET .*[0-9]{3}$%        ~ GET /index 404           # true",
                "%^GET .*[0-9]{3}$%        ~ GET /index 40            # false",
                "%ab?c|x+y%                ~ see xxxy                 # true",
                "%ab?c|x+y%                ~ see ac                   # true",
                "%ab?c|x+y%                ~ see abbc                 # false",
                "%\\w+\\s\\d{2,3}%         ~ word 12                  # true",
                "%[^a-c]z%                 ~ az bz                    # false",
                "%1\\.5%                   ~ 1x5                      # false",
            })
    void terms(String both, boolean wanted) {
        String[] parts = both.split("~");

        assertThat(matches(parts[0].strip(), parts[1].strip())).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{ $.a = \"x\" }                            ~ {\"a\":\"x\"}                   # true",
                "{ $.a = x }                                ~ {\"a\":\"x\"}                   # true",
                "{ $.a = \"x\" }                            ~ {\"a\":\"\\u0078\"}             # true",
                "{ $.a = \"x\" }                            ~ {\"a\":[\"x\"]}                 # false",
                "{ $.a != \"x\" }                           ~ {\"a\":\"y\"}                   # true",
                "{ $.a != \"x\" }                           ~ {\"b\":\"y\"}                   # false",
                "{ $.a = \"ab*\" }                          ~ {\"a\":\"abc\"}                 # true",
                "{ $.a = \"*bc\" }                          ~ {\"a\":\"abc\"}                 # true",
                "{ $.a = \"*b*\" }                          ~ {\"a\":\"abc\"}                 # true",
                "{ $.a != 123.123.* }                       ~ {\"a\":\"123.123.1.1\"}         # false",
                "{ $.n = 5 }                                ~ {\"n\":5.0}                     # true",
                "{ $.n = 5 }                                ~ {\"n\":\"5\"}                   # false",
                "{ $.n >= 5e1 }                             ~ {\"n\":50}                      # true",
                "{ $.n < 5 }                                ~ {\"n\":5}                       # false",
                "{ $.n = 4* }                               ~ {\"n\":404}                     # true",
                "{ $.a.b[1].c = 1 }                         ~ {\"a\":{\"b\":[0,{\"c\":1}]}}   # true",
                "{ $['a b'] = 1 }                           ~ {\"a b\":1}                     # true",
                "{ $.a IS NULL }                            ~ {\"a\":null}                    # true",
                "{ $.a IS NULL }                            ~ {}                              # false",
                "{ $.a NOT EXISTS }                         ~ {\"b\":1}                       # true",
                "{ $.a NOT EXISTS }                         ~ {\"a\":null}                    # false",
                "{ $.a IS TRUE }                            ~ {\"a\":true}                    # true",
                "{ $.a is false }                           ~ {\"a\":true}                    # false",
                "{ $.a = %^x[0-9]+$% }                      ~ {\"a\":\"x12\"}                 # true",
                "{ $.a = 1 || $.b = 1 && $.c = 1 }          ~ {\"a\":1,\"b\":2,\"c\":3}       # true",
                "{ ($.a = 1 || $.b = 1) && $.c = 1 }        ~ {\"a\":1,\"b\":2,\"c\":3}       # false",
                "{ ($.a = 1) && ($.c = 3) }                 ~ {\"a\":1,\"b\":2,\"c\":3}       # true",
                "{ $.a = 1 }                                ~ a = 1                           # false",
                "{ $.a = 1 }                                ~ {\"a\":1} and more              # false",
            })
    void json(String both, boolean wanted) {
        String[] parts = both.split("~");

        assertThat(matches(parts[0].strip(), parts[1].strip())).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "[ip, user, status, bytes]                    ~ 1.2.3.4 frank 200 17                     # true",
                "[ip, user, status]                           ~ 1.2.3.4 frank 200 17                     # false",
                "[ip, ..., status=4*, bytes>1000]             ~ 1.2.3.4 frank x 404 1500                 # true",
                "[ip, ..., status=4*, bytes>1000]             ~ 1.2.3.4 frank x 404 1000                 # false",
                "[ip, time, request=\"GET*\", status]         ~ 1.2.3.4 [10/Oct/2000 -0700] \"GET /\" 200 # true",
                "[status=404 || status=500, ...]              ~ 500 x                                    # true",
                "[status=4* && status!=404, ...]              ~ 404 x                                    # false",
                "[...]                                        ~ any thing                                # true",
                "[w1=%ERR|WARN%, ...]                         ~ a-WARN b                                 # true",
            })
    void fields(String both, boolean wanted) {
        String[] parts = both.split("~");

        assertThat(matches(parts[0].strip(), parts[1].strip())).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.a }",
                "{ $.a = 1 && }",
                "{ $.a < \"x\" }",
                "{ a = 1 }",
                "{ $.a EXISTS }",
                "{ $.a = 1 ) }",
                "%a(b)%",
                "%a",
                "%a%%b%%c%",
                "\"open",
                "a.b(",
                "[a, ..., ...]",
                "[a=1 && b=2]",
                "%a{2000}%",
                "[]"
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.error().code()).isEqualTo("InvalidParameterException"));
    }

    @Test
    void aBracketThatIsNotClosedIsNamed() {
        assertThatThrownBy(() -> FilterPattern.parse("[a, b"))
                .hasMessageContaining("If a filter pattern starts with '[' it must end with ']'");
    }

    @Test
    void noExpressionTakesLongerThanItsLengthTimesTheMessages() {
        String pattern = "%" + "a*".repeat(400) + "b%";

        assertThat(matches(pattern, "a".repeat(20_000))).isFalse();
    }
}
