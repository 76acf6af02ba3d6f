package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.EnvironmentFile;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where environment files may be said to lie, in definitions and overrides: in S3, as in ECS (such a task is never
/// run here), or in an artifact of the registry: `repository:tag#name.env`, also with a digest.
public final class EnvironmentFileRules {
    private static final int MOST = 10;
    private static final Pattern IN_S3 = Pattern.compile("arn:aws[a-z-]*:s3:::.+\\.env");
    private static final Pattern IN_REGISTRY = Pattern.compile(
            "[a-z0-9][a-z0-9._/-]*(:[\\w][\\w.-]{0,127}|@sha256:[0-9a-f]{64})#[^#\\p{Cntrl}]{0,250}\\.env");

    private EnvironmentFileRules() {}

    public static Stream<String> violations(List<EnvironmentFile> files) {
        return Stream.concat(
                Violation.when(
                        files.size() > MOST,
                        "The maximum number of environment files was exceeded. Specify ten or less and try again."),
                files.stream()
                        .flatMap(file -> Stream.concat(
                                Violation.when(
                                        !file.type().equals("s3"), "environment file type should be one of [s3]"),
                                Violation.when(!place(file.value()), "Invalid arn syntax: " + file.value()))));
    }

    private static boolean place(String value) {
        return IN_S3.matcher(value).matches() || IN_REGISTRY.matcher(value).matches();
    }
}
