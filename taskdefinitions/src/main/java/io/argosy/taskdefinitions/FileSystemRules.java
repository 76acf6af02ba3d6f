package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.EFSAuthorizationConfig;
import io.argosy.shapes.ecs.EFSVolumeConfiguration;
import io.argosy.shapes.ecs.Volume;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Volumes that are file systems on the network: EFS and S3 Files (ecs-semantics 4.3).
final class FileSystemRules {
    private static final List<String> SWITCH = List.of("ENABLED", "DISABLED");

    private FileSystemRules() {}

    static Stream<String> violations(RequestedDefinition requested, Volume volume) {
        boolean roleless = volume.s3filesVolumeConfiguration().isPresent() && !requested.taskRole();
        return Stream.concat(
                volume.efsVolumeConfiguration().stream().flatMap(FileSystemRules::efs),
                Violation.when(
                        roleless, "When using an S3 Files volume, you must also specify a value for 'taskRoleArn'."));
    }

    private static Stream<String> efs(EFSVolumeConfiguration efs) {
        boolean encrypted = enabled(efs.transitEncryption());
        Optional<EFSAuthorizationConfig> access = efs.authorizationConfig();
        boolean accessPoint =
                access.flatMap(EFSAuthorizationConfig::accessPointId).isPresent();
        boolean iam = enabled(access.flatMap(EFSAuthorizationConfig::iam));
        return Stream.of(
                        Violation.notOneOf("transitEncryption", efs.transitEncryption(), SWITCH),
                        Violation.notOneOf("iam", access.flatMap(EFSAuthorizationConfig::iam), SWITCH),
                        Violation.when(
                                iam && !encrypted, "EFS IAM authorization requires TransitEncryption to be ENABLED."),
                        Violation.when(
                                efs.transitEncryptionPort().isPresent() && !encrypted,
                                "TransitEncryption must be ENABLED when a transit encryption port is specified."),
                        Violation.when(
                                accessPoint && !encrypted,
                                "TransitEncryption must be ENABLED when an EFS access point is specified."),
                        Violation.when(
                                accessPoint && !efs.rootDirectory().orElse("/").equals("/"),
                                "When using an EFS access point, the root directory must be omitted or set to '/'."))
                .flatMap(violations -> violations);
    }

    private static boolean enabled(Optional<String> value) {
        return value.filter("ENABLED"::equals).isPresent();
    }
}
