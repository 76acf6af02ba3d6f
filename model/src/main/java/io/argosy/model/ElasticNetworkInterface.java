package io.argosy.model;

import java.util.List;

/// The network interface of one task of network mode `awsvpc`, there from its placement until the task is forgotten:
/// `id` and `attachment` are its names at clients, `subnet` is what the task was asked to be in, `range` the addresses
/// of its instance that `address` is one of. Its address is given back when nothing of the task can run any more.
public record ElasticNetworkInterface(
        TaskId task,
        ContainerInstanceId instance,
        String id,
        String attachment,
        String subnet,
        String range,
        String address)
        implements ClusterEntity {
    public static final Index<ElasticNetworkInterface> BY_ADDRESS =
            new Index<>("address", network -> List.of(network.address()));

    public static final Kind<ElasticNetworkInterface> KIND =
            Kind.of("ElasticNetworkInterface", ElasticNetworkInterface.class).indexed(BY_ADDRESS);

    @Override
    public String key() {
        return task.value();
    }

    /// A locally administered one that only this address has.
    public String macAddress() {
        int bits = AddressRange.address(address);
        return "0a:58:%02x:%02x:%02x:%02x".formatted(bits >>> 24, bits >>> 16 & 0xff, bits >>> 8 & 0xff, bits & 0xff);
    }

    public String privateDnsName(String region) {
        return "ip-" + address.replace('.', '-') + "." + region + ".compute.internal";
    }

    /// The first address of the range is its instance's own, and leads out of it.
    public String gateway() {
        var addresses = AddressRange.parse(range);
        return addresses.at(1) + "/" + addresses.prefix();
    }
}
