package io.argosy.confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.confinement.MappedVolumes.InFolder;
import io.argosy.confinement.MappedVolumes.OfEngine;
import io.argosy.docker.VolumeRequest;
import io.argosy.wire.acs.AcsTask.EfsAuthorization;
import io.argosy.wire.acs.AcsTask.EfsVolume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What file systems of the network are on this host, and what tasks cannot make of them.
final class FileSystemsTest {
    @TempDir
    private Path host;

    private Path share;

    @BeforeEach
    void makeFolder() throws Exception {
        host = host.toRealPath();
        share = Files.createDirectory(host.resolve("share"));
        Files.createDirectories(share.resolve("data/deep"));
        Files.createDirectory(host.resolve("outside"));
    }

    private MappedVolumes volumes(Map<String, String> told) {
        var paths = new HostPaths(HostPolicy.safe(), host.resolve("docker.sock"), host.resolve("agent"));
        return new MappedVolumes(FileSystems.of(told), paths);
    }

    private static EfsVolume asked(String id, String root) {
        return new EfsVolume(id, Optional.of(root), Optional.empty(), Optional.empty());
    }

    private static EfsVolume through(String id, String accessPoint) {
        return new EfsVolume(
                id,
                Optional.empty(),
                Optional.of("ENABLED"),
                Optional.of(new EfsAuthorization(Optional.of(accessPoint), Optional.empty())));
    }

    @Test
    void aFolderAndWhatLiesInIt() throws Exception {
        var volumes = volumes(Map.of("fs-1", share.toString(), "fsap-1", "fs-1/data/deep"));

        assertThat(volumes.of("v", asked("fs-1", "/"), "name")).isEqualTo(new InFolder(share));
        assertThat(volumes.of("v", asked("fs-1", "/data"), "name")).isEqualTo(new InFolder(share.resolve("data")));
        assertThat(volumes.of("v", through("fs-1", "fsap-1"), "name"))
                .isEqualTo(new InFolder(share.resolve("data/deep")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/..", "/../outside", "/data/../../outside", "/link", "/link/deep", "/none", "data", "/a:b"})
    void nothingOutsideOfItAndNothingThroughALink(String root) throws Exception {
        Files.createSymbolicLink(share.resolve("link"), host.resolve("outside"));
        var volumes = volumes(Map.of("fs-1", share.toString()));

        assertThatThrownBy(() -> volumes.of("v", asked("fs-1", root), "name")).isInstanceOf(HostRefusal.class);
    }

    @Test
    void anExportIsMountedByTheEngine() throws Exception {
        var volumes =
                volumes(Map.of("fs-1", "files.example:/export", "fs-2", "tls:[2001:db8::1]:/", "fsap-2", "fs-2/a"));

        VolumeRequest plain = ((OfEngine) volumes.of("v", asked("fs-1", "/data/./x"), "name")).request();
        VolumeRequest encrypted = ((OfEngine) volumes.of("v", through("fs-2", "fsap-2"), "name")).request();

        assertThat(plain.name()).isEqualTo("name");
        assertThat(plain.options())
                .containsEntry("type", "nfs")
                .containsEntry("device", ":/export/data/x")
                .containsEntry(
                        "o",
                        "addr=files.example,nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2,"
                                + "noresvport");
        assertThat(encrypted.options()).containsEntry("device", ":/a");
        assertThat(encrypted.options().get("o"))
                .startsWith("addr=[2001:db8::1],")
                .endsWith(",xprtsec=tls");
    }

    @Test
    void anExportIsNotLeftByDots() {
        var volumes = volumes(Map.of("fs-1", "files.example:/export"));

        assertThatThrownBy(() -> volumes.of("v", asked("fs-1", "/../other"), "name"))
                .isInstanceOf(HostRefusal.class)
                .hasMessageContaining("contains '..'");
    }

    @Test
    void whatIsNotKnownIsNamed() {
        var volumes = volumes(Map.of("fs-1", "files.example:/export", "fs-2", share.toString(), "fsap-2", "fs-2/data"));

        assertThatThrownBy(() -> volumes.of("v", asked("fs-9", "/"), "name"))
                .hasMessageContaining("file system fs-9 of volume 'v' is not known on this host");
        assertThatThrownBy(() -> volumes.of("v", through("fs-2", "fsap-9"), "name"))
                .hasMessageContaining("access point fsap-9 of volume 'v' is not one of file system fs-2");
        assertThatThrownBy(() -> volumes.of("v", through("fs-1", "fsap-2"), "name"))
                .hasMessageContaining("transitEncryption of volume 'v': file system fs-1 is an export without TLS");
    }

    @Test
    void attributesTellWhatThereIs() {
        var systems = FileSystems.of(
                Map.of("fs-1", "files.example:/export", "fs-2", share.toString(), "fsap-2", "fs-2/data"));

        assertThat(systems.attributes())
                .containsExactly(
                        "argosy.efs.fs-1",
                        "argosy.efs.fs-2",
                        "argosy.efs.fs-2.transit-encryption",
                        "argosy.efs.fsap-2");
    }

    @ParameterizedTest
    @CsvSource({
        "efs-1, /share, is neither fs-… nor fsap-…",
        "fs-1, share, is neither a folder below / nor server:/export",
        "fs-1, /, is neither a folder below /",
        "fs-1, host:export, is neither a folder",
        "fsap-1, fs-9/data, is not fs-…/folder of a known file system",
        "fsap-1, /data, is not fs-…/folder of a known file system"
    })
    void aMistakeIsToldWithItsWords(String id, String place, String told) {
        assertThatThrownBy(() -> FileSystems.of(Map.of(id, place)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'")
                .hasMessageContaining(told);
    }
}
