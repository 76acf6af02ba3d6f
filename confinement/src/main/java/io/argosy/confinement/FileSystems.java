package io.argosy.confinement;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the file systems that tasks name by their ids are on this host, as its operator says: a folder, or the export
/// of an NFS server; and which folder of which one an access point is.
public record FileSystems(Map<String, Source> sources, Map<String, AccessPoint> accessPoints) {
    public static final FileSystems NONE = new FileSystems(Map.of(), Map.of());
    private static final Pattern FILE_SYSTEM = Pattern.compile("fs-[0-9A-Za-z-]{1,60}");
    private static final Pattern ACCESS_POINT = Pattern.compile("fsap-[0-9A-Za-z-]{1,60}");
    private static final Pattern NFS =
            Pattern.compile("(?<tls>tls:)?(?<server>[0-9A-Za-z._-]+|\\[[0-9A-Fa-f:]+]):(?<export>/[^:,\\p{Cntrl}]*)");
    private static final Pattern WITHIN =
            Pattern.compile("(?<id>" + FILE_SYSTEM.pattern() + ")(?<folder>/[^:,\\p{Cntrl}]*)");
    private static final String ATTRIBUTE = "argosy.efs.";
    private static final String ENCRYPTED = ".transit-encryption";

    public sealed interface Source {}

    public record Folder(Path path) implements Source {}

    /// With `encrypted` the kernel talks to the server through TLS.
    public record Export(String server, String path, boolean encrypted) implements Source {}

    public record AccessPoint(String fileSystem, String folder) {}

    public FileSystems {
        sources = Map.copyOf(sources);
        accessPoints = Map.copyOf(accessPoints);
    }

    /// From `fs-…=/folder`, `fs-…=server:/export`, `fs-…=tls:server:/export` and `fsap-…=fs-…/folder`.
    public static FileSystems of(Map<String, String> told) {
        Map<String, Source> sources = new TreeMap<>();
        Map<String, AccessPoint> points = new TreeMap<>();
        told.forEach((id, place) -> {
            if (FILE_SYSTEM.matcher(id).matches()) {
                sources.put(id, source(id, place));
            } else if (ACCESS_POINT.matcher(id).matches()) {
                points.put(id, accessPoint(id, place, told));
            } else {
                throw new IllegalArgumentException("'" + id + "' is neither fs-… nor fsap-…");
            }
        });
        return new FileSystems(sources, points);
    }

    private static Source source(String id, String place) {
        Path folder = Path.of(place.startsWith("/") ? place : "/").normalize();
        if (folder.getNameCount() > 0) {
            return new Folder(folder);
        }
        Matcher nfs = NFS.matcher(place);
        if (!nfs.matches()) {
            throw new IllegalArgumentException("'" + place + "' of " + id
                    + " is neither a folder below / nor server:/export nor tls:server:/export");
        }
        return new Export(nfs.group("server"), nfs.group("export"), nfs.group("tls") != null);
    }

    private static AccessPoint accessPoint(String id, String place, Map<String, String> told) {
        Matcher within = WITHIN.matcher(place);
        if (!within.matches() || !told.containsKey(within.group("id"))) {
            throw new IllegalArgumentException(
                    "'" + place + "' of " + id + " is not fs-…/folder of a known file system");
        }
        return new AccessPoint(within.group("id"), within.group("folder"));
    }

    /// By these attributes of an instance tasks find it (`OwnAttributes` of the control plane asks for them).
    public SortedSet<String> attributes() {
        SortedSet<String> names = new TreeSet<>();
        sources.forEach((id, source) -> {
            names.add(ATTRIBUTE + id);
            if (encrypts(source)) {
                names.add(ATTRIBUTE + id + ENCRYPTED);
            }
        });
        accessPoints.keySet().forEach(id -> names.add(ATTRIBUTE + id));
        return names;
    }

    /// Nothing of a folder travels by the agent's doing.
    private static boolean encrypts(Source source) {
        return switch (source) {
            case Folder _ -> true;
            case Export export -> export.encrypted();
        };
    }

    Source find(String volume, String id, boolean encrypted) throws HostRefusal {
        Source source = Optional.ofNullable(sources.get(id))
                .orElseThrow(() -> new HostRefusal("file system " + id + " of volume '" + volume
                        + "' is not known on this host; the agent runs without --efs " + id + "=…"));
        if (encrypted && !encrypts(source)) {
            throw new HostRefusal("transitEncryption of volume '" + volume + "': file system " + id
                    + " is an export without TLS on this host");
        }
        return source;
    }

    /// The folder within the file system that a task gets as its root.
    String root(String volume, String id, Optional<String> accessPoint, String rootDirectory) throws HostRefusal {
        if (accessPoint.isEmpty()) {
            return rootDirectory;
        }
        return Optional.ofNullable(accessPoints.get(accessPoint.get()))
                .filter(point -> point.fileSystem().equals(id))
                .map(AccessPoint::folder)
                .orElseThrow(() -> new HostRefusal("access point " + accessPoint.get() + " of volume '" + volume
                        + "' is not one of file system " + id + " on this host"));
    }
}
