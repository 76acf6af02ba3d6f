package io.argosy.imagebuilds;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The entries of a tar one after the other, with the long names that pax and GNU give them. Only what a build has to
/// know is read: names, kinds, where links lead, and the text of a small file.
final class TarEntries {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 1 << 16;
    private static final char PAX = 'x';
    private static final char PAX_OF_ALL = 'g';
    private static final char GNU_NAME = 'L';
    private static final char GNU_LINK = 'K';

    private final InputStream in;
    private long left;
    private long rest;
    private long padding;

    /// At most so many bytes are unpacked.
    TarEntries(InputStream in, long most) {
        this.in = in;
        this.left = most;
    }

    /// `link` is where a link leads, and empty for what is none.
    record Entry(String name, char kind, String link, long size) {
        boolean isFile() {
            return kind == '0' || kind == '\0';
        }

        /// Without the `./` that archives of a folder begin names with.
        String path() {
            return name.startsWith("./") ? name.substring(2) : name;
        }

        /// Names and links stay in the folder that they are unpacked into, and nothing is a device.
        void requireInside() throws SourceRefused {
            boolean known = isFile() || kind == '1' || kind == '2' || kind == '5';
            if (!known) {
                throw new SourceRefused("the source has an entry that is no file, folder or link: " + name);
            }
            if (outside(name, 0) || kind == '1' && outside(link, 0) || kind == '2' && outside(link, depth())) {
                throw new SourceRefused("the source has a name that leads out of it: " + name);
            }
        }

        private int depth() {
            String path = path();
            int depth = 0;
            for (String part : path.split("/")) {
                depth += part.isEmpty() || part.equals(".") ? 0 : 1;
            }
            return depth - 1;
        }

        /// Whether it leads out, from so many folders down.
        private static boolean outside(String path, int from) {
            if (path.startsWith("/")) {
                return true;
            }
            int depth = from;
            for (String part : path.split("/")) {
                switch (part) {
                    case "", "." -> {}
                    case ".." -> depth--;
                    default -> depth++;
                }
                if (depth < 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The next entry; what was not read of the one before is passed over.
    Optional<Entry> next() throws IOException, SourceRefused {
        skip(rest + padding);
        String longName = "";
        String longLink = "";
        while (true) {
            byte[] header = bytes(BLOCK);
            if (header.length < BLOCK || header[0] == 0) {
                return Optional.empty();
            }
            long size = number(header, 124, 12);
            char kind = (char) header[156];
            padding = (BLOCK - size % BLOCK) % BLOCK;
            rest = size;
            switch (kind) {
                case GNU_NAME -> longName = plain(text(LONGEST_NAME));
                case GNU_LINK -> longLink = plain(text(LONGEST_NAME));
                case PAX -> {
                    Map<String, String> records = records(content(LONGEST_NAME));
                    longName = records.getOrDefault("path", longName);
                    longLink = records.getOrDefault("linkpath", longLink);
                    if (records.containsKey("size")) {
                        throw new SourceRefused("the source has a file of more than 8 GiB");
                    }
                }
                case PAX_OF_ALL -> text(LONGEST_NAME);
                default -> {
                    return Optional.of(new Entry(
                            longName.isEmpty() ? name(header) : longName,
                            kind,
                            longLink.isEmpty() ? string(header, 157, 100) : longLink,
                            size));
                }
            }
            skip(rest + padding);
        }
    }

    /// The text of the entry that came last.
    String text(int most) throws IOException, SourceRefused {
        return new String(content(most), StandardCharsets.UTF_8);
    }

    private byte[] content(int most) throws IOException, SourceRefused {
        if (rest > most) {
            throw new SourceRefused("the source has a text of " + rest + " bytes, and " + most + " are the most");
        }
        byte[] content = bytes((int) rest);
        rest = 0;
        return content;
    }

    private static String name(byte[] header) {
        String name = string(header, 0, 100);
        boolean ustar = string(header, 257, 5).equals("ustar");
        String prefix = ustar && header[262] == 0 ? string(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String string(byte[] header, int from, int most) {
        int length = 0;
        while (length < most && header[from + length] != 0) {
            length++;
        }
        return new String(header, from, length, StandardCharsets.UTF_8);
    }

    private static String plain(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private static long number(byte[] header, int from, int most) throws SourceRefused {
        String digits = string(header, from, most).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException odd) {
            throw new SourceRefused("the source is no tar that can be read");
        }
    }

    /// The values of records `LENGTH KEY=VALUE`, the last of each key: the length says where one ends, for a value may
    /// have any letters.
    private static Map<String, String> records(byte[] content) throws SourceRefused {
        Map<String, String> records = new HashMap<>();
        int at = 0;
        while (at < content.length) {
            int space = at;
            while (space < content.length && content[space] >= '0' && content[space] <= '9' && space - at < 9) {
                space++;
            }
            int length =
                    space == at ? 0 : Integer.parseInt(new String(content, at, space - at, StandardCharsets.UTF_8));
            if (length <= space - at + 1 || at + length > content.length) {
                throw new SourceRefused("the source is no tar that can be read");
            }
            String record = new String(content, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            records.put(record.substring(0, Math.max(equals, 0)), record.substring(equals + 1));
            at += length;
        }
        return records;
    }

    private byte[] bytes(int count) throws IOException, SourceRefused {
        spend(count);
        return in.readNBytes(count);
    }

    private void skip(long count) throws IOException, SourceRefused {
        spend(count);
        try {
            in.skipNBytes(count);
        } catch (EOFException cut) {
            throw new SourceRefused("the source is cut off");
        }
        rest = 0;
        padding = 0;
    }

    private void spend(long count) throws SourceRefused {
        left -= count;
        if (left < 0) {
            throw new SourceRefused("the source unpacks to too much");
        }
    }
}
