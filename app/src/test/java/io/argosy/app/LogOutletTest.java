package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program, an agent, and a server that answers in lines of its own.
final class LogOutletTest {
    private static final String FORGED = "x\\n2026-01-01T00:00:00.000Z INFO Agent - FORGED \\u001b[2J\\u202e\\ttail";

    @TempDir
    private Path folder;

    @Test
    void whatAServerAnswersWritesNoLineOfItsOwn() throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server));
            var builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "agent",
                    "--endpoint",
                    "http://127.0.0.1:" + server.getLocalPort(),
                    "--data-dir",
                    folder.toString());
            builder.environment().put("ARGOSY_JOIN_TOKEN", "token");
            Process agent = builder.start();
            try {
                List<String> lines = until("not joined yet", agent.errorReader(StandardCharsets.UTF_8));

                assertThat(lines).noneMatch(line -> line.startsWith("2026-01-01"));
                assertThat(lines.getLast())
                        .contains("FORGED \\u001b[2J\\u202e\\u0009tail")
                        .contains("not joined yet: x\\u000a2026");
            } finally {
                agent.destroyForcibly().waitFor();
            }
        }
    }

    /// All lines up to the second one that has the text, so that what came behind the first is among them.
    private static List<String> until(String text, BufferedReader said) throws IOException {
        List<String> lines = new ArrayList<>();
        int found = 0;
        while (found < 2) {
            String line = said.readLine();
            assertThat(line).as("after %s", lines).isNotNull();
            lines.add(line);
            found += line.contains(text) ? 1 : 0;
        }
        return lines;
    }

    private static void answer(ServerSocket server) {
        String body = "{\"__type\":\"" + FORGED + "\",\"message\":\"no\"}";
        String answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n" + body;
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                byte[] head = new byte[4096];
                if (client.getInputStream().read(head) > 0) {
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException over) {
                return;
            }
        }
    }
}
