package io.argosy.insight.causes;

import io.argosy.model.InstanceLoad;
import io.argosy.planning.Veto;
import java.util.Collection;
import java.util.function.ToIntFunction;

/// The words for a task that finds no place: what stands in its way on the instance that comes closest, and what
/// would make it fit.
final class NoPlace {
    private NoPlace() {}

    /// Of a cluster in which there is no instance to ask.
    static Diagnosis nobody(Known known) {
        return new Diagnosis(
                "NoInstances",
                "cluster " + known.scope().name() + " has no container instance",
                "join a host: argosy token create --cluster " + known.scope().name()
                        + ", then argosy agent there with that token");
    }

    static Diagnosis of(Vetoes.Ranked closest, Collection<InstanceLoad> loads) {
        String who = InstanceNames.of(closest.load().instance());
        String cause = "no instance takes it; " + who + ", which comes closest, "
                + closest.veto().sentence();
        return switch (closest.veto()) {
            case Veto.Cpu cpu -> new Diagnosis("CpuShort", cause, amount("CPU units", cpu.asked(), most(loads, true)));
            case Veto.Memory memory ->
                new Diagnosis("MemoryShort", cause, amount("MiB of memory", memory.askedMib(), most(loads, false)));
            case Veto.TcpPort(int port) -> new Diagnosis("PortTaken", cause, port(port));
            case Veto.UdpPort(int port) -> new Diagnosis("PortTaken", cause, port(port));
            case Veto.MemberOf(var expression) ->
                new Diagnosis(
                        "ConstraintUnmet",
                        cause,
                        "give an instance what the constraint asks for (" + expression
                                + "): aws ecs put-attributes, or change the constraint");
            case Veto.DistinctInstance _ ->
                new Diagnosis(
                        "ConstraintUnmet",
                        cause,
                        "join one more host, or ask for fewer tasks: distinctInstance allows one an instance");
            case Veto.NetworkInterface _ ->
                new Diagnosis(
                        "NetworkInterfacesShort", cause, "stop tasks of network mode awsvpc there, or join a host");
            case Veto.MissingAttribute(String name) ->
                new Diagnosis(
                        "AttributeMissing",
                        cause,
                        "run it on a host whose agent offers " + name
                                + ", or take what needs it out of the task definition");
            case Veto.Unavailable(String member) ->
                new Diagnosis(
                        "NotAvailable", cause, "take " + member + " out of the task definition: docs/compatibility.md");
            case Veto.Impaired _ ->
                new Diagnosis("InstanceImpaired", cause, "argosy why " + who + " says what is wrong there");
            case Veto.AgentDisconnected _ ->
                new Diagnosis("InstanceGone", cause, "argosy why " + who + " says since when and why");
            case Veto.Recovering _ ->
                new Diagnosis("InstanceRecovering", cause, "wait: it takes tasks again once the old ones have ended");
            case Veto.Draining _ ->
                new Diagnosis(
                        "InstanceDraining",
                        cause,
                        "set an instance ACTIVE: aws ecs update-container-instances-state, or join another host");
            case Veto.Inactive _ -> new Diagnosis("InstanceInactive", cause, "join a host");
            case Veto.OtherProvider(String provider) -> empty(provider);
            case Veto.External _ ->
                new Diagnosis("ExternalOnly", cause, "run it with launch type EXTERNAL, or join another host");
        };
    }

    private static Diagnosis empty(String provider) {
        return new Diagnosis(
                "ProviderEmpty",
                "no instance is of the capacity provider " + provider,
                "have it make hosts by managed scaling: docs/how-to/capacity.md");
    }

    private static int most(Collection<InstanceLoad> loads, boolean cpu) {
        ToIntFunction<InstanceLoad> total = load ->
                cpu ? load.instance().total().cpu() : load.instance().total().memoryMib();
        return loads.stream().mapToInt(total).max().orElse(0);
    }

    private static String amount(String unit, int asked, int largest) {
        return asked > largest
                ? "ask for less, or join a larger host: the largest here has " + largest + " " + unit
                : "stop something, ask for less, or join another host: one with " + asked + " " + unit + " free";
    }

    private static String port(int port) {
        return "stop the task that has host port " + port
                + ", join another host, or use host port 0, which takes a free one";
    }
}
