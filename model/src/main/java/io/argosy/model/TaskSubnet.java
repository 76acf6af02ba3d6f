package io.argosy.model;

/// The addresses that tasks of network mode `awsvpc` get on one container instance: a subnet no other instance of this
/// server has. `host` is the address at which other hosts reach that instance, `last` how far into the subnet the
/// address is that was given last: the next comes after it, so that one just given back rests the longest.
public record TaskSubnet(ContainerInstanceId instance, String range, String host, int last) implements ClusterEntity {
    public static final Kind<TaskSubnet> KIND = Kind.of("TaskSubnet", TaskSubnet.class);

    /// What an agent registers of its host if it can give tasks addresses there.
    public static final String HOST_ATTRIBUTE = "argosy.network-address";

    @Override
    public String key() {
        return instance.value();
    }

    public AddressRange addresses() {
        return AddressRange.parse(range);
    }

    public TaskSubnet reachedAt(String newHost) {
        return new TaskSubnet(instance, range, newHost, last);
    }

    public TaskSubnet afterGiving(int offset) {
        return new TaskSubnet(instance, range, host, offset);
    }
}
