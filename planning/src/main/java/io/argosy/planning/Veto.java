package io.argosy.planning;

import io.argosy.planning.query.Expression;

/// Why an instance cannot take a task: the first rule of ecs-semantics 6.1 it breaks. `reason` is the failure of 5.5,
/// `sentence` what service events say of the instance (7.12) with what is asked and what there is behind ECS's words,
/// `step` how far in 6.1 the instance came.
public sealed interface Veto {
    record Inactive() implements Veto {}

    record Draining() implements Veto {}

    record AgentDisconnected() implements Veto {}

    /// Tasks that were given up while its agent was away may still run there.
    record Recovering() implements Veto {}

    /// Its agent says that a part of it does not work.
    record Impaired(String part) implements Veto {}

    /// It is EXTERNAL, and the task is not.
    record External() implements Veto {}

    /// It is not of the capacity provider whose instances alone may take the task.
    record OtherProvider(String wanted) implements Veto {}

    record Cpu(int asked, int free) implements Veto {}

    record Memory(int askedMib, int freeMib) implements Veto {}

    record TcpPort(int port) implements Veto {}

    record UdpPort(int port) implements Veto {}

    /// Every address of its subnet is a task's.
    record NetworkInterface() implements Veto {}

    record MissingAttribute(String name) implements Veto {}

    /// No instance can do what this member of the task's definition or overrides asks for.
    record Unavailable(String member) implements Veto {}

    record MemberOf(Expression expression) implements Veto {}

    record DistinctInstance() implements Veto {}

    default String reason() {
        return switch (this) {
            case Inactive _, Draining _ -> "INACTIVE";
            case AgentDisconnected _, Recovering _, Impaired _ -> "AGENT";
            case OtherProvider _ -> "EMPTY CAPACITY PROVIDER";
            case Cpu _ -> "RESOURCE:CPU";
            case Memory _ -> "RESOURCE:MEMORY";
            case TcpPort _ -> "RESOURCE:PORTS";
            case UdpPort _ -> "RESOURCE:PORTS_UDP";
            case NetworkInterface _ -> "RESOURCE:ENI";
            case MissingAttribute _, Unavailable _, External _ -> "ATTRIBUTE";
            case MemberOf _ -> "MemberOf placement constraint unsatisfied";
            case DistinctInstance _ -> "DistinctInstance placement constraint unsatisfied";
        };
    }

    default String sentence() {
        return switch (this) {
            case Cpu(int asked, int free) ->
                "has insufficient CPU units available (asked: " + asked + ", free: " + Math.max(0, free) + ")";
            case Memory(int asked, int free) ->
                "has insufficient memory available (asked: " + asked + " MiB, free: " + Math.max(0, free) + " MiB)";
            case TcpPort(int port) -> "is already using a port required by your task (tcp " + port + ")";
            case UdpPort(int port) -> "is already using a port required by your task (udp " + port + ")";
            case NetworkInterface _ ->
                "has insufficient network interfaces available (every address of its subnet is a task's)";
            case MissingAttribute(String name) -> "is missing an attribute required by your task (" + name + ")";
            case MemberOf(Expression expression) -> "encountered error \"" + reason() + "\" (" + expression + ")";
            case Unavailable(var member) ->
                "cannot do what '" + member + "' of the task asks for: it is not available in this version of Argosy";
            case Recovering _ -> "still stops tasks that were given up while its agent was away";
            case Impaired impaired -> "is impaired (" + impaired.part() + ")";
            case External _ -> "is an external instance and takes tasks of launch type EXTERNAL only";
            case OtherProvider(String wanted) -> "is not of the capacity provider " + wanted;
            case Inactive _, Draining _, AgentDisconnected _, DistinctInstance _ ->
                "encountered error \"" + reason() + "\"";
        };
    }

    default int step() {
        return switch (this) {
            case OtherProvider _ -> 0;
            case Inactive _ -> 1;
            case Draining _ -> 2;
            case AgentDisconnected _ -> 3;
            case Recovering _ -> 4;
            case Impaired _ -> 5;
            case External _ -> 6;
            case Cpu _ -> 7;
            case Memory _ -> 8;
            case TcpPort _ -> 9;
            case UdpPort _ -> 10;
            case MissingAttribute _, Unavailable _ -> 11;
            case MemberOf _ -> 12;
            case DistinctInstance _ -> 13;
            case NetworkInterface _ -> 14;
        };
    }

    /// What tells one reason from another for whoever waits: amounts do not.
    default String cause() {
        return this instanceof Cpu || this instanceof Memory ? reason() : sentence();
    }

    /// How much of what is asked for there is not, where that is an amount.
    default long lacking() {
        return switch (this) {
            case Cpu(int asked, int free) -> (long) asked - free;
            case Memory(int asked, int free) -> (long) asked - free;
            case Inactive _,
                    Draining _,
                    AgentDisconnected _,
                    Recovering _,
                    Impaired _,
                    External _,
                    OtherProvider _,
                    TcpPort _,
                    UdpPort _,
                    NetworkInterface _,
                    MissingAttribute _,
                    Unavailable _,
                    MemberOf _,
                    DistinctInstance _ -> 0;
        };
    }
}
