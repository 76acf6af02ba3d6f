package io.argosy.access.policies;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/// Addresses that begin alike: `203.0.113.0/24`, or one address.
final class AddressRange {
    private final byte[] address;
    private final int bits;

    private AddressRange(byte[] address, int bits) {
        this.address = address.clone();
        this.bits = bits;
    }

    static Optional<AddressRange> read(String text) {
        String[] parts = text.split("/", -1);
        Optional<byte[]> address = ConditionValues.address(parts[0]).map(InetAddress::getAddress);
        if (address.isEmpty() || parts.length > 2 || parts.length == 2 && !parts[1].matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int most = address.get().length * Byte.SIZE;
        int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : most;
        return bits > most ? Optional.empty() : Optional.of(new AddressRange(address.get(), bits));
    }

    boolean contains(byte[] other) {
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return other.length == address.length
                && Arrays.equals(address, 0, whole, other, 0, whole)
                && (rest == 0 || (address[whole] ^ other[whole]) >> Byte.SIZE - rest == 0);
    }
}
