package io.argosy.planning;

import io.argosy.planning.query.Expression;

/// Why an instance cannot take a task: the first rule of ecs-semantics 6.1 it breaks. `reason` is the failure of 5.5,
/// `sentence` what service events say of the instance (7.12) with what is asked and what there is behind ECS's words,
/// `step` how far in 6.1 the instance came.
public sealed interface Veto {
    record Inactive() implements Veto {}

    record Draining() implements Veto {}

    record AgentDisconnected() implements Veto {}

    record Cpu(int asked, int free) implements Veto {}

    record Memory(int askedMib, int freeMib) implements Veto {}

    record TcpPort(int port) implements Veto {}

    record UdpPort(int port) implements Veto {}

    record MissingAttribute(String name) implements Veto {}

    record MemberOf(Expression expression) implements Veto {}

    record DistinctInstance() implements Veto {}

    default String reason() {
        return switch (this) {
            case Inactive _, Draining _ -> "INACTIVE";
            case AgentDisconnected _ -> "AGENT";
            case Cpu _ -> "RESOURCE:CPU";
            case Memory _ -> "RESOURCE:MEMORY";
            case TcpPort _ -> "RESOURCE:PORTS";
            case UdpPort _ -> "RESOURCE:PORTS_UDP";
            case MissingAttribute _ -> "ATTRIBUTE";
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
            case MissingAttribute(String name) -> "is missing an attribute required by your task (" + name + ")";
            case MemberOf(Expression expression) -> "encountered error \"" + reason() + "\" (" + expression + ")";
            case Inactive _, Draining _, AgentDisconnected _, DistinctInstance _ ->
                "encountered error \"" + reason() + "\"";
        };
    }

    default int step() {
        return switch (this) {
            case Inactive _ -> 0;
            case Draining _ -> 1;
            case AgentDisconnected _ -> 2;
            case Cpu _ -> 3;
            case Memory _ -> 4;
            case TcpPort _ -> 5;
            case UdpPort _ -> 6;
            case MissingAttribute _ -> 7;
            case MemberOf _ -> 8;
            case DistinctInstance _ -> 9;
        };
    }
}
