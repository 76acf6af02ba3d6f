package io.argosy.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.scheduler.Scheduler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `samples/etl` deploys: each file is a request of its operation, all that it leaves open is filled in, and both
/// versions compile.
final class PipelineFilesTest {
    private static final Path SAMPLES = Path.of("../samples");
    private static final Path ETL = SAMPLES.resolve("etl");
    private static final Pattern OPEN = Pattern.compile("\\$\\{([A-Z_]+)}");

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("capacity-provider.json", Ecs.CREATE_CAPACITY_PROVIDER),
                Arguments.of("nightly.json", Ecs.REGISTER_TASK_DEFINITION),
                Arguments.of("compute-environment.json", Batch.CREATE_COMPUTE_ENVIRONMENT),
                Arguments.of("job-queue.json", Batch.CREATE_JOB_QUEUE),
                Arguments.of("job-definition.json", Batch.REGISTER_JOB_DEFINITION),
                Arguments.of("role.json", Iam.CREATE_ROLE),
                Arguments.of("policy.json", Iam.PUT_ROLE_POLICY),
                Arguments.of("schedule.json", Scheduler.CREATE_SCHEDULE));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void eachFileIsARequestThatTheScriptFillsIn(String file, OperationModel<? extends Shape, ?> operation)
            throws IOException {
        String text = Files.readString(ETL.resolve(file));
        String script = Files.readString(ETL.resolve("deploy"));

        String filled = OPEN.matcher(text.replace("${ENVIRONMENT}", "[]")).replaceAll("1");

        assertThat(Api.read(filled, operation.input())).isNotNull();
        assertThat(script).contains(" " + file);
        assertThat(OPEN.matcher(text).results().map(open -> open.group(1)))
                .allSatisfy(name -> assertThat(script).containsPattern("for name in .*\\b" + name + "\\b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void theVersionCompiles(String version, @TempDir Path classes) throws IOException {
        List<String> words = new ArrayList<>(List.of("-d", classes.toString()));
        words.add(SAMPLES.resolve("shop/shared/Redis.java").toString());
        words.add(ETL.resolve(version).resolve("Sales.java").toString());
        try (Stream<Path> shared = Files.list(ETL.resolve("shared"))) {
            shared.forEach(file -> words.add(file.toString()));
        }
        var said = new ByteArrayOutputStream();

        int status = ToolProvider.getSystemJavaCompiler().run(null, said, said, words.toArray(String[]::new));

        assertThat(status).as("%s", said).isZero();
    }
}
