package io.argosy.taskdefinitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.DockerVolumeConfiguration;
import io.argosy.shapes.ecs.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Options of Docker volumes are no way around the policy: the engine's own driver mounts what they say, as root.
final class DriverOptionsTest {
    private static final ClusterPolicy OPEN = new ClusterPolicy(true, true, true, true, List.of("/"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type=none o=bind device=/etc                   | device '/etc' | policy.host-roots
            type=nfs o=bind device=/etc                    | device '/etc' | policy.host-roots
            type=cifs o=ro,rbind device=/etc               | device '/etc' | policy.host-roots
            type=nfs4 o=bind device=/run                   | device '/run' | policy.docker-socket
            type=ext4 device=/dev/sda1                     | device '/dev/sda1' | policy.host-roots
            type=proc device=proc                          | type 'proc' | policy.privileged
            type=sysfs device=none                         | type 'sysfs' | policy.privileged
            type=overlay device=overlay o=lowerdir=etc     | type 'overlay' | policy.privileged
            type=overlay device=overlay o=lowerdir=/etc    | o '/etc' | policy.host-roots
            """)
    void refuses(String options, String what, String setting) {
        assertThat(violations(ClusterPolicy.SAFE, "local", options))
                .first()
                .asString()
                .isEqualTo("Volume 'v': 'dockerVolumeConfiguration.driverOpts' " + what
                        + " is refused by the cluster policy; the setting " + setting + " would allow it.");
        assertThat(violations(OPEN, "local", options)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"type=none o=bind device=etc", "type=nfs o=bind device=../../etc", "type=none o=bind device="})
    void whatIsBoundIsAnAbsolutePath(String options) {
        assertThat(violations(ClusterPolicy.SAFE, "", options))
                .contains("Volume 'v': 'dockerVolumeConfiguration.driverOpts' device must be an absolute path.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type=nfs o=addr=10.0.0.1,rw device=:/export/web
            type=cifs o=username=web device=//files.example/web
            type=tmpfs o=size=100m device=tmpfs
            type=none o=bind device=/var/lib/argosy/volumes/web
            o=size=10g
            """)
    void ordinaryOptionsPass(String options) {
        assertThat(violations(ClusterPolicy.SAFE, "local", options)).isEmpty();
    }

    @Test
    void otherDriversHaveTypesOfTheirOwn() {
        assertThat(violations(ClusterPolicy.SAFE, "cloud", "type=fast device=disk-1"))
                .isEmpty();
        assertThat(violations(ClusterPolicy.SAFE, "cloud", "mountpoint=/root")).hasSize(1);
    }

    private static List<String> violations(ClusterPolicy policy, String driver, String options) {
        Map<String, String> parsed = new HashMap<>();
        Stream.of(options.split(" "))
                .map(option -> option.split("=", 2))
                .forEach(option -> parsed.put(option[0], option[1]));
        var docker = DockerVolumeConfiguration.builder().driver(driver).driverOpts(parsed);
        Volume volume = Volume.builder()
                .name("v")
                .dockerVolumeConfiguration(docker.build())
                .build();
        return new HostPathRules(policy).violations(volume).toList();
    }
}
