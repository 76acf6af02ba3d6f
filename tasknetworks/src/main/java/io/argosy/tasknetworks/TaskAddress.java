package io.argosy.tasknetworks;

import io.argosy.model.AddressRange;
import io.argosy.wire.acs.AcsTask;
import java.util.regex.Pattern;

/// The address of one task, read from what the control plane told of its interface: typed before it becomes a word of
/// a command.
public record TaskAddress(String address, String gateway, AddressRange range, String macAddress) {
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    public TaskAddress {
        if (!range.holds(AddressRange.address(address))
                || !range.holds(AddressRange.address(gateway))
                || address.equals(gateway)) {
            throw new IllegalArgumentException(address + " and " + gateway + " are not two addresses of " + range);
        }
        if (!MAC.matcher(macAddress).matches()) {
            throw new IllegalArgumentException("not a hardware address: " + macAddress);
        }
    }

    public static TaskAddress of(AcsTask.NetworkInterface told) {
        String way = told.subnetGatewayIpv4Address();
        int slash = way.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not an address with its prefix: " + way);
        }
        String gateway = way.substring(0, slash);
        int prefix = Integer.parseInt(way.substring(slash + 1));
        int first = AddressRange.address(gateway) & -1 << Integer.SIZE - prefix;
        return new TaskAddress(
                told.address().orElseThrow(() -> new IllegalArgumentException("no primary address")),
                gateway,
                new AddressRange(first, prefix),
                told.macAddress());
    }

    /// The host's end of the link into the task.
    String device() {
        return Links.PREFIX + "%08x".formatted(AddressRange.address(address));
    }
}
