package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.PlacementStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Placement said again as plainly as possible: score every fitting instance, keep those with the lowest scores.
final class PlainScan {
    private PlainScan() {}

    static Set<Integer> best(Demand demand, List<InstanceLoad> loads, List<PlacementStrategy> strategies) {
        Map<List<Integer>, Set<Integer>> byScore = new TreeMap<>(
                (one, other) -> Arrays.compare(one.toArray(Integer[]::new), other.toArray(Integer[]::new)));
        for (InstanceLoad load : loads) {
            if (fits(demand, load)) {
                byScore.computeIfAbsent(scores(demand, load, loads, strategies), _ -> new TreeSet<>())
                        .add(Integer.parseInt(load.instance().id().value(), 16));
            }
        }
        return byScore.isEmpty() ? Set.of() : byScore.values().iterator().next();
    }

    private static boolean fits(Demand demand, InstanceLoad load) {
        ContainerInstance instance = load.instance();
        return instance.status() == ContainerInstance.Status.ACTIVE
                && instance.agentConnected()
                && (demand.needs().cpu() == 0
                        || load.used().cpu() + demand.needs().cpu()
                                <= instance.total().cpu())
                && (demand.needs().memoryMib() == 0
                        || load.used().memoryMib() + demand.needs().memoryMib()
                                <= instance.total().memoryMib())
                && demand.needs().tcpPorts().stream().noneMatch(load.used().tcpPorts()::contains)
                && demand.requiredAttributes().stream()
                        .noneMatch(name -> attribute(load, name).equals("none"))
                && demand.memberOf().stream().allMatch(expression -> expression.matches(load))
                && !(demand.distinctInstance() && ofGroup(demand, load) > 0);
    }

    private static List<Integer> scores(
            Demand demand, InstanceLoad candidate, List<InstanceLoad> loads, List<PlacementStrategy> strategies) {
        List<Integer> scores = new ArrayList<>();
        List<String> spreads = new ArrayList<>();
        for (PlacementStrategy strategy : strategies) {
            String field = strategy.field().orElseThrow();
            if (strategy.type().orElseThrow().equals("binpack")) {
                scores.add(
                        field.equals("cpu")
                                ? candidate.instance().total().cpu()
                                        - candidate.used().cpu()
                                : candidate.instance().total().memoryMib()
                                        - candidate.used().memoryMib());
            } else {
                if (!field.equals("instanceId")) {
                    spreads.add(field);
                }
                List<String> places = field.equals("instanceId") ? List.of(field) : List.copyOf(spreads);
                scores.add(loads.stream()
                        .filter(other -> places.stream().allMatch(one -> same(one, candidate, other)))
                        .mapToInt(other -> ofGroup(demand, other))
                        .sum());
            }
        }
        return scores;
    }

    private static boolean same(String field, InstanceLoad one, InstanceLoad other) {
        return field.equals("instanceId")
                ? one.instance().id().equals(other.instance().id())
                : attribute(one, field.substring("attribute:".length()))
                        .equals(attribute(other, field.substring("attribute:".length())));
    }

    private static String attribute(InstanceLoad load, String name) {
        return load.instance().attributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(Attribute::value)
                .map(value -> value.orElse(""))
                .findFirst()
                .orElse("none");
    }

    private static int ofGroup(Demand demand, InstanceLoad load) {
        return load.liveByGroup().of(demand.group());
    }
}
