package io.argosy.taskdefinitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What gives a task power over its instance is refused by name unless the policy allows it.
final class ClusterPolicyTest {
    private static final ClusterPolicy OPEN = new ClusterPolicy(true, true, true, true, List.of("/"));

    @ParameterizedTest
    @CsvFileSource(delimiter = '|', quoteCharacter = '`', resources = "/refusals/privileges.csv")
    void refusesPrivileges(String task, String container, String who, String setting) {
        String asked = task.equals("-") ? "" : task;
        String of = container.equals("-") ? "" : container;

        assertThat(Asked.refusal(ClusterPolicy.SAFE, asked, of))
                .isEqualTo(who + " is refused by the cluster policy; the setting " + setting + " would allow it.");
        assertThat(Asked.refusal(OPEN, asked, of)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/run/docker.sock",
                "/run/docker.sock",
                "/var/run",
                "/var",
                "/run/",
                "/",
                "/run/../run/docker.sock",
                "/var/lib/argosy/volumes/../../../../run",
                "/srv/other/docker.sock",
                "//var//run"
            })
    void refusesTheEnginesSocket(String path) {
        assertThat(Asked.refusal(ClusterPolicy.SAFE, host(path), ""))
                .isEqualTo("Volume 'v': 'host.sourcePath' '" + path + "' is refused by the cluster policy; the setting"
                        + " policy.docker-socket would allow it.");
        assertThat(Asked.refusal(OPEN, host(path), "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "/var/lib/argosy/volumes/../keys", "/var/lib/argosy/volumes-2", "/home/a"})
    void refusesPathsOutsideTheAllowedRoots(String path) {
        assertThat(Asked.refusal(ClusterPolicy.SAFE, host(path), ""))
                .endsWith("the setting policy.host-roots would allow it.");
        assertThat(Asked.refusal(OPEN, host(path), "")).isEmpty();
    }

    @Test
    void aSocketThatIsAllowedDoesNotOpenItsDirectory() {
        var sockets = new ClusterPolicy(false, false, false, true, List.of());

        assertThat(Asked.refusal(sockets, host("/var/run/docker.sock"), "")).isEmpty();
        assertThat(Asked.refusal(sockets, host("/var/run"), "")).contains("policy.host-roots");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/lib/argosy/volumes/..:/mnt", "/var/lib/argosy/volumes/a\\nb", "/srv/a\\u0000b"})
    void aPathThatSomebodyWouldReadOtherwiseIsRefused(String path) {
        assertThat(Asked.refusal(OPEN, host(path), ""))
                .isEqualTo("Volume 'v': 'host.sourcePath' contains a colon or a control character.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "../etc", "/data/../etc", "/data:ro", "/da\\nta"})
    void aPlaceInAContainerIsNamedWithoutDetours(String path) {
        String mount = "\"mountPoints\":[{\"sourceVolume\":\"v\",\"containerPath\":\"" + path + "\"}]";
        String memory = "\"linuxParameters\":{\"tmpfs\":[{\"size\":1,\"containerPath\":\"" + path + "\"}]}";

        assertThat(Asked.refusal(OPEN, host("/srv"), mount)).contains("'containerPath' must be an absolute path");
        assertThat(Asked.refusal(OPEN, "", memory)).contains("tmpfs.containerPath' must be an absolute path");
    }

    @Test
    void pathsAreAbsolute() {
        assertThat(Asked.refusal(OPEN, host("../etc"), ""))
                .isEqualTo("Volume 'v': 'host.sourcePath' must be an absolute path.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/lib/argosy/volumes", "/var/lib/argosy/volumes/web/data", ""})
    void lessThanThatIsNobodysBusiness(String path) {
        assertThat(Asked.refusal(ClusterPolicy.SAFE, host(path), "")).isEmpty();
        assertThat(Asked.refusal(
                        ClusterPolicy.SAFE, "", "\"linuxParameters\":{\"capabilities\":{\"add\":[\"NET_RAW\"]}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"none","o":"bind","device":"/etc"} | policy.host-roots
            {"type":"none","o":"bind","device":"/"} | policy.docker-socket
            {"type":"overlay","device":"overlay","o":"lowerdir=/etc,upperdir=/tmp/u"} | policy.host-roots
            {"mountpoint":"/root"} | policy.host-roots
            """)
    void driverOptionsAreNoWayAround(String options, String setting) {
        assertThat(Asked.refusal(ClusterPolicy.SAFE, docker(options), "")).contains("the setting " + setting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"nfs\",\"o\":\"addr=10.0.0.1,rw\",\"device\":\":/export/web\"}",
                "{\"type\":\"tmpfs\",\"device\":\"tmpfs\",\"o\":\"size=100m\"}",
                "{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/var/lib/argosy/volumes/a\"}"
            })
    void ordinaryDriverOptionsPass(String options) {
        assertThat(Asked.refusal(ClusterPolicy.SAFE, docker(options), "")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PolicySetting.class)
    void everySettingOfARefusalIsOneAnOperatorFinds(PolicySetting setting) throws IOException {
        assertThat(Files.readString(Path.of("../docs/operating.md"))).contains("`" + setting.key() + "`");
    }

    private static String host(String path) {
        return "\"volumes\":[{\"name\":\"v\",\"host\":{\"sourcePath\":\"" + path + "\"}}]";
    }

    private static String docker(String options) {
        return "\"volumes\":[{\"name\":\"v\",\"dockerVolumeConfiguration\":{\"driverOpts\":" + options + "}}]";
    }
}
