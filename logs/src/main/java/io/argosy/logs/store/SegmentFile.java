package io.argosy.logs.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A segment's file as it lies in the folder of its group, whether or not anybody knows the group by now.
record SegmentFile(Path path, String group, long number, long bytes, FileTime written) {

    /// Those of all groups, those first that were not written to for longest.
    static List<SegmentFile> all(Path store) throws IOException {
        List<SegmentFile> all = new ArrayList<>();
        for (Path group : Disk.entries(store)) {
            for (Path file : Disk.entries(group)) {
                if (file.toString().endsWith(Segment.ENDING)) {
                    add(String.valueOf(group.getFileName()), file, all);
                }
            }
        }
        all.sort(Comparator.comparing(SegmentFile::written).thenComparing(SegmentFile::path));
        return all;
    }

    private static void add(String group, Path file, List<SegmentFile> all) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            all.add(new SegmentFile(file, group, Segment.number(file), now.size(), now.lastModifiedTime()));
        } catch (NoSuchFileException expired) {
            // It went while the others were looked at.
        }
    }
}
