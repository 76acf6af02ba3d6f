package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListClustersRequest;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What keeps a command from its work is told on one line or a few: what failed, on what, and what to do. Never as a
/// bare path, and never with a trace.
final class MessagesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server --config DIR/none.toml | cannot read the configuration DIR/none.toml (named by
            server --config DIR | cannot read the configuration DIR (named by
            server --config DIR/latin.toml | cannot read the configuration DIR/latin.toml
            server --data-dir DIR/file/below | cannot use the data directory DIR/file/below: DIR/file
            server --data-dir DIR/file | cannot use the data directory DIR/file: DIR/file is in the way
            server --data-dir DIR/new --credentials DIR/none | the key file DIR/none is not there
            server --data-dir DIR/new --credentials DIR/file | the key file DIR/file has no aws_access_key_id
            agent --endpoint nonsense | --endpoint: a URL like http://host:9080 is needed
            agent --endpoint http://127.0.0.1:1 --docker tcp://far:2375 | --docker tcp://far:2375: the agent drives
            agent --endpoint http://127.0.0.1:1 --data-dir DIR/file | cannot use the data directory DIR/file
            agent --endpoint http://h:1 --data-dir DIR/a --join-token-file DIR/none | cannot read --join-token
            token create --expires 999999999d | --expires: 3650d is the longest possible
            """)
    void everyRefusalSaysWhatFailedAndOnWhat(String words, String told) throws IOException {
        Files.writeString(folder.resolve("file"), "nothing");
        Files.write(folder.resolve("latin.toml"), new byte[] {'#', (byte) 0xe4, '\n'});
        var err = new StringWriter();

        int status = Main.commandLine()
                .setErr(new PrintWriter(err))
                .execute(words.replace("DIR", folder.toString()).split(" "));

        assertThat(status).isPositive();
        assertThat(err.toString()).startsWith("argosy: " + told.replace("DIR", folder.toString()));
        assertThat(err.toString().lines()).allMatch(line -> line.startsWith("argosy: "));
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        var identity = new ClientIdentity(AccessKey.lasting("AKID", "secret"), "local-1");
        try (var outbound = new Outbound(Duration.ofSeconds(5))) {
            for (var refused : List.of(
                    List.of(
                            "http://127.0.0.1:1",
                            "nothing listens at http://127.0.0.1:1: is the server running there?"),
                    List.of("http://nowhere.invalid:9080", "there is no host nowhere.invalid"))) {
                var client = new ApiClient(outbound, URI.create(refused.get(0)), identity, InstantSource.system());

                assertThatThrownBy(() -> client.call(
                                Ecs.LIST_CLUSTERS, ListClustersRequest.builder().build()))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith(refused.get(1));
            }
        }
    }
}
