package io.argosy.insight.causes;

import io.argosy.model.InstanceLoad;
import io.argosy.planning.Demand;
import io.argosy.planning.PlacementPlanner;
import io.argosy.planning.Veto;
import io.argosy.shapes.argosy.InstanceVeto;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Why no instance takes a task: what each says, by the rule that placement itself asks, those that came furthest in
/// front. `any` says whether there is an instance that would take it.
record Vetoes(List<Ranked> ranked, boolean any) {
    static final int SHOWN = 20;

    record Ranked(InstanceLoad load, Veto veto) {}

    private static final Comparator<Ranked> CLOSEST_FIRST = Comparator.comparing(
                    Ranked::veto, Comparator.comparingInt(Veto::step).reversed().thenComparingLong(Veto::lacking))
            .thenComparing(Ranked::load, PlacementPlanner.BY_REGISTRATION);

    Vetoes {
        ranked = List.copyOf(ranked);
    }

    static Vetoes of(Demand demand, Optional<String> unavailable, Collection<InstanceLoad> loads) {
        List<Ranked> ranked = loads.stream()
                .flatMap(load -> veto(demand, unavailable, load).map(veto -> new Ranked(load, veto)).stream())
                .sorted(CLOSEST_FIRST)
                .toList();
        return new Vetoes(ranked, ranked.size() < loads.size());
    }

    private static Optional<Veto> veto(Demand demand, Optional<String> unavailable, InstanceLoad load) {
        return unavailable.<Veto>map(Veto.Unavailable::new).or(() -> PlacementPlanner.veto(demand, load));
    }

    Optional<Ranked> closest() {
        return ranked.stream().findFirst();
    }

    int more() {
        return Math.max(0, ranked.size() - SHOWN);
    }

    List<InstanceVeto> shapes(Known known) {
        return ranked.stream().limit(SHOWN).map(one -> shape(one, known)).toList();
    }

    private static InstanceVeto shape(Ranked one, Known known) {
        var shape = InstanceVeto.builder()
                .containerInstanceArn(known.arn(one.load().instance()))
                .instanceName(InstanceNames.of(one.load().instance()))
                .reason(one.veto().reason())
                .detail(one.veto().sentence());
        amounts(one.veto())
                .ifPresent(amounts -> shape.asked((long) amounts.asked()).free((long) amounts.free()));
        return shape.build();
    }

    private record Amounts(int asked, int free) {}

    private static Optional<Amounts> amounts(Veto veto) {
        return switch (veto) {
            case Veto.Cpu(int asked, int free) -> Optional.of(new Amounts(asked, free));
            case Veto.Memory(int asked, int free) -> Optional.of(new Amounts(asked, free));
            case Veto.Inactive _,
                    Veto.Draining _,
                    Veto.AgentDisconnected _,
                    Veto.Recovering _,
                    Veto.Impaired _,
                    Veto.External _,
                    Veto.OtherProvider _,
                    Veto.TcpPort _,
                    Veto.UdpPort _,
                    Veto.NetworkInterface _,
                    Veto.MissingAttribute _,
                    Veto.Unavailable _,
                    Veto.MemberOf _,
                    Veto.DistinctInstance _ -> Optional.empty();
        };
    }
}
