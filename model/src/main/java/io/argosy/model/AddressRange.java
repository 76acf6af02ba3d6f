package io.argosy.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A block of IPv4 addresses, as `10.214.3.0/24` writes it: its first address and how many of the bits it fixes.
public record AddressRange(int first, int prefix) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
    private static final int BITS = 32;
    private static final int HIGHEST_BYTE = 255;

    public AddressRange {
        if (prefix < 1 || prefix > BITS || (first & ~mask(prefix)) != 0) {
            throw new IllegalArgumentException("not a range of addresses: " + text(first) + "/" + prefix);
        }
    }

    /// Refuses what is not written like one, and one whose address has bits beyond its prefix.
    public static AddressRange parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a range of addresses: " + text);
        }
        return new AddressRange(address(text.substring(0, text.indexOf('/'))), Integer.parseInt(form.group(5)));
    }

    /// The bits of an address as `10.214.3.7` writes it.
    public static int address(String text) {
        String[] bytes = text.split("\\.", -1);
        int address = 0;
        for (String part : bytes) {
            if (bytes.length != 4 || !part.matches("\\d{1,3}") || Integer.parseInt(part) > HIGHEST_BYTE) {
                throw new IllegalArgumentException("not an IPv4 address: " + text);
            }
            address = address << Byte.SIZE | Integer.parseInt(part);
        }
        return address;
    }

    /// How many addresses it has.
    public long size() {
        return 1L << BITS - prefix;
    }

    /// The address so many after its first.
    public String at(long offset) {
        if (offset < 0 || offset >= size()) {
            throw new IllegalArgumentException(this + " has no address " + offset);
        }
        return text(first + (int) offset);
    }

    public boolean holds(int address) {
        return (address & mask(prefix)) == first;
    }

    public boolean holds(AddressRange other) {
        return other.prefix >= prefix && holds(other.first);
    }

    public boolean meets(AddressRange other) {
        return holds(other) || other.holds(this);
    }

    /// How many ranges of that prefix lie in it.
    public int parts(int narrower) {
        return narrower < prefix ? 0 : 1 << Math.min(narrower - prefix, BITS - 2);
    }

    public AddressRange part(int number, int narrower) {
        return new AddressRange(first + (number << BITS - narrower), narrower);
    }

    private static int mask(int prefix) {
        return -1 << BITS - prefix;
    }

    private static String text(int address) {
        return (address >>> 24) + "." + (address >>> 16 & HIGHEST_BYTE) + "." + (address >>> 8 & HIGHEST_BYTE) + "."
                + (address & HIGHEST_BYTE);
    }

    @Override
    public String toString() {
        return text(first) + "/" + prefix;
    }
}
