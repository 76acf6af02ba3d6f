package io.argosy.environmentfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How environment files are read, and what names one.
final class FileTextTest {
    @Test
    void linesAreTakenAsEcsTakesThem() {
        String text = """
                # a comment
                COLOR=blue
                SPACED = round and "quoted" #here
                FORMULA=a=b
                EMPTY=
                =nameless
                not a variable
                  INDENTED=yes
                COLOR=red
                """;

        assertThat(FileText.variables(text).entrySet())
                .extracting(variable -> variable.getKey() + "|" + variable.getValue())
                .containsExactly("COLOR|red", "SPACED | round and \"quoted\" #here", "FORMULA|a=b", "  INDENTED|yes");
    }

    @Test
    void linesMayEndAsWindowsEndsThem() {
        assertThat(FileText.variables("A=1\r\nB=2\r\n")).containsEntry("A", "1").containsEntry("B", "2");
    }

    @Test
    void anAddressHasARepositoryATagAndAName() throws Exception {
        assertThat(FileAddress.parse("config/web:prod#dir/a.env"))
                .isEqualTo(new FileAddress("config/web", "prod", "dir/a.env"));
        String digest = "sha256:" + "a".repeat(64);
        assertThat(FileAddress.parse("web@" + digest + "#a.env").manifest()).isEqualTo("/v2/web/manifests/" + digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:s3:::bucket/a.env",
                "https://example/a.env",
                "host:5000/web:1#a.env",
                "../web:1#a.env",
                "web/../other:1#a.env",
                "Web:1#a.env",
                "web#a.env",
                "web:1#a.txt",
                "web:1",
                "web:1/../2#a.env",
                "web:1?x=y#a.env"
            })
    void whatIsNoneIsRefusedByItsName(String text) {
        assertThatThrownBy(() -> FileAddress.parse(text))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining(text);
    }
}
