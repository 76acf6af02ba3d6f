package io.argosy.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the kernel kill the tasks before their agent when the host's memory runs out: nobody would look after the rest.
public final class OutOfMemoryScore {
    private static final Logger log = LoggerFactory.getLogger(OutOfMemoryScore.class);
    /// As the engine gives itself.
    private static final int LIKE_THE_ENGINE = -500;

    private OutOfMemoryScore() {}

    /// Lowers it where the process may; `file` is `/proc/self/oom_score_adj`.
    public static void lower(Path file) {
        try {
            int now = Integer.parseInt(Files.readString(file).strip());
            if (now > LIKE_THE_ENGINE) {
                Files.writeString(file, Integer.toString(LIKE_THE_ENGINE));
            }
        } catch (IOException | NumberFormatException mayNot) {
            log.info("the agent may be killed as any process when memory runs out: {}", mayNot.toString());
        }
    }
}
