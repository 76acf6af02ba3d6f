package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.planning.query.Expression;
import io.argosy.planning.query.InvalidExpression;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class VetoTest {
    private static final String GROUP = "service:web";
    private static final Owner OWNER = new Owner.Standalone(GROUP, "");
    private static final Resources NEEDS = new Resources(512, 1024, Set.of(80, 443), Set.of(53));

    private static Demand demand(
            Resources needs, Set<String> required, boolean distinctInstance, List<Expression> memberOf) {
        return new Demand(OWNER, needs, required, distinctInstance, memberOf, false, Optional.empty());
    }

    /// Every rule broken alone, and rules broken together: what RunTask, StartTask and service events say.
    @Test
    void everyRuleHasItsReasonAndItsSentence() throws IOException, InvalidExpression {
        var demand =
                demand(NEEDS, Set.of("cap.b", "cap.a"), true, List.of(Expression.parse("attribute:stack == prod")));
        String table = cases().entrySet().stream()
                .map(entry -> row(entry.getKey(), demand, entry.getValue()))
                .collect(Collectors.joining("\n", "", "\n"));

        Golden.file("vetoes.txt").holds(table);
    }

    private static Map<String, InstanceLoad> cases() {
        var cases = new LinkedHashMap<String, InstanceLoad>();
        cases.put("fits", able(1).build());
        cases.put("fits exactly", able(1).uses(2048 - 512, 4096 - 1024).build());
        cases.put("inactive", able(1).is(ContainerInstance.Status.INACTIVE).build());
        cases.put("draining", able(1).is(ContainerInstance.Status.DRAINING).build());
        cases.put("disconnected", able(1).disconnected().build());
        cases.put(
                "draining, disconnected",
                able(1).is(ContainerInstance.Status.DRAINING).disconnected().build());
        cases.put("recovering", able(1).recovering().build());
        cases.put("impaired", able(1).impaired().build());
        cases.put("recovering, impaired", able(1).impaired().recovering().build());
        cases.put("external", able(1).with("ecs.capability.external").build());
        cases.put("one CPU unit short", able(1).uses(2048 - 511, 0).build());
        cases.put("one MiB short", able(1).uses(0, 4096 - 1023).build());
        cases.put("CPU and memory short", able(1).uses(2048, 4096).build());
        cases.put(
                "TCP ports taken",
                able(1).uses(new Resources(0, 0, Set.of(443, 80), Set.of())).build());
        cases.put(
                "UDP port taken",
                able(1).uses(new Resources(0, 0, Set.of(53), Set.of(53, 80))).build());
        cases.put("attributes missing", Loads.instance(1).with("stack", "prod").build());
        cases.put(
                "one attribute missing",
                Loads.instance(1).with("cap.a").with("stack", "prod").build());
        cases.put(
                "wrong stack",
                Loads.instance(1)
                        .with("cap.a")
                        .with("cap.b")
                        .with("stack", "test")
                        .build());
        cases.put("has one of the group", able(1).runs(GROUP, 1).build());
        cases.put("has one of another group", able(1).runs("service:db", 1).build());
        cases.put(
                "all wrong",
                Loads.instance(1).uses(2048, 4096).disconnected().runs(GROUP, 1).build());
        return cases;
    }

    private static Loads able(int number) {
        return Loads.instance(number).with("cap.a").with("cap.b").with("stack", "prod");
    }

    private static String row(String name, Demand demand, InstanceLoad load) {
        return "%-26s RunTask %-52s StartTask %-22s %s"
                .formatted(
                        name,
                        shown(PlacementPlanner.veto(demand, load)),
                        shown(PlacementPlanner.startVeto(demand, load)),
                        PlacementPlanner.veto(demand, load).map(Veto::sentence).orElse(""))
                .stripTrailing();
    }

    private static String shown(Optional<Veto> veto) {
        return veto.map(Veto::reason).orElse("ok");
    }

    @Test
    void aTaskOfAProviderHasItsInstancesOnly() throws InvalidExpression {
        var demand = demand(NEEDS, Set.of(), false, List.of()).on(Optional.of("spot"));
        var load = Loads.instance(1).build();

        assertThat(PlacementPlanner.veto(demand, load)).contains(new Veto.OtherProvider("spot"));
        assertThat(new Veto.OtherProvider("spot").reason()).isEqualTo("EMPTY CAPACITY PROVIDER");
        assertThat(PlacementPlanner.veto(demand, load.with(load.instance().of("spot"))))
                .isEmpty();
        assertThat(PlacementPlanner.veto(
                        demand.on(Optional.empty()), load.with(load.instance().of("spot"))))
                .isEmpty();
    }

    @Test
    void namesWhatIsShortOrMissing() throws InvalidExpression {
        var demand = demand(NEEDS, Set.of("cap.b", "cap.a"), true, List.of());
        var reserved = demand(new Resources(0, 0, Set.of(8080, 22), Set.of()), Set.of(), false, List.of());

        assertThat(PlacementPlanner.veto(demand, Loads.instance(1).uses(2000, 0).build()))
                .contains(new Veto.Cpu(NEEDS.cpu(), NEEDS.cpu() - 464));
        assertThat(PlacementPlanner.veto(demand, Loads.instance(1).uses(0, 4000).build()))
                .contains(new Veto.Memory(NEEDS.memoryMib(), NEEDS.memoryMib() - 928));
        assertThat(PlacementPlanner.veto(demand, Loads.instance(1).build()))
                .contains(new Veto.MissingAttribute("cap.a"));
        assertThat(PlacementPlanner.veto(reserved, Loads.instance(1).build())).contains(new Veto.TcpPort(22));
    }

    @Test
    void anExternalTaskGoesToAnExternalInstanceOnly() {
        var demand = new Demand(
                OWNER, Resources.NONE, Set.of("ecs.capability.external"), false, List.of(), true, Optional.empty());

        assertThat(PlacementPlanner.veto(
                        demand,
                        Loads.instance(1).with("ecs.capability.external").build()))
                .isEmpty();
        assertThat(PlacementPlanner.veto(demand, Loads.instance(1).build()))
                .contains(new Veto.MissingAttribute("ecs.capability.external"));
    }

    @Test
    void aTaskThatNeedsNothingFitsAnOvercommittedInstance() {
        var nothing = demand(Resources.NONE, Set.of(), false, List.of());

        assertThat(PlacementPlanner.veto(
                        nothing, Loads.instance(1).uses(4000, 9000).build()))
                .isEmpty();
    }

    @Test
    void theClosestMatchCameFurthestThenLacksLeastThenRegisteredFirst() {
        var demand = demand(new Resources(1024, 2048, Set.of(80), Set.of()), Set.of(), false, List.of());
        var away = Loads.instance(1).disconnected().build();
        var veryShort = Loads.instance(2).uses(2048, 0).build();
        var littleShort = Loads.instance(5).uses(1100, 0).build();
        var asLittleShort = Loads.instance(4).uses(1100, 0).build();
        var shortAndNew = Loads.instance(4)
                .uses(1100, 0)
                .registered(Loads.REGISTERED.plusSeconds(1))
                .build();
        var port = Loads.instance(9)
                .uses(new Resources(0, 0, Set.of(80), Set.of()))
                .build();

        assertThat(closest(demand, away, veryShort, littleShort, asLittleShort, port))
                .isEqualTo(9);
        assertThat(closest(demand, away, veryShort, littleShort, asLittleShort)).isEqualTo(4);
        assertThat(closest(demand, away, veryShort, littleShort, shortAndNew)).isEqualTo(5);
        assertThat(closest(demand, away, veryShort)).isEqualTo(2);
        assertThat(closest(demand, away)).isEqualTo(1);
        assertThat(closest(demand)).isEqualTo(0);
    }

    private static int closest(Demand demand, InstanceLoad... loads) {
        var decision = PlacementPlanner.decide(demand, List.of(loads), List.of(), Seeds.of(1));
        assertThat(decision).isInstanceOf(Decision.NoRoom.class);
        return ((Decision.NoRoom) decision)
                .closest()
                .map(closest -> Integer.parseInt(closest.on().value(), 16))
                .orElse(0);
    }
}
