package io.argosy.jobqueues.definitions;

import static io.argosy.jobqueues.definitions.Breach.when;

import io.argosy.shapes.batch.NodeProperties;
import io.argosy.shapes.batch.NodeRangeProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the nodes of a multi-node job must be like together (batch-semantics 6.7).
final class NodeRules {
    private static final int MOST_NODES = 1000;
    private static final int MOST_GROUPS = 5;

    private NodeRules() {}

    static Stream<String> breaches(NodeProperties nodes) {
        int count = nodes.numNodes();
        if (count < 1 || count > MOST_NODES) {
            return Stream.of("numNodes must be between 1 and " + MOST_NODES);
        }
        List<NodeRangeProperty> ranges = nodes.nodeRangeProperties();
        return Stream.of(
                        when(nodes.mainNode() < 0 || nodes.mainNode() >= count, "mainNode must be less than numNodes"),
                        when(
                                ranges.isEmpty() || ranges.size() > MOST_GROUPS,
                                "nodeProperties must have 1 to " + MOST_GROUPS + " node ranges"),
                        ranges.stream().flatMap(range -> range(range.targetNodes(), count)),
                        uncovered(ranges, count),
                        when(types(ranges) > 1, "All nodes must have one instance type"))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> range(String text, int count) {
        return NodeRange.of(text, count)
                        .filter(range -> range.first() <= range.last() && range.last() < count)
                        .isPresent()
                ? Stream.empty()
                : Stream.of("targetNodes '" + text + "' is not a range of " + count + " nodes");
    }

    private static Stream<String> uncovered(List<NodeRangeProperty> ranges, int count) {
        List<NodeRange> read = ranges.stream()
                .map(range -> NodeRange.of(range.targetNodes(), count))
                .flatMap(Optional::stream)
                .toList();
        return IntStream.range(0, count)
                .filter(node -> read.stream().noneMatch(range -> range.has(node)))
                .mapToObj(node -> "No node range is for node " + node)
                .limit(1);
    }

    private static long types(List<NodeRangeProperty> ranges) {
        return ranges.stream()
                .flatMap(range -> Stream.concat(
                        range.instanceTypes().orElse(List.of()).stream(),
                        range.container().flatMap(container -> container.instanceType()).stream()))
                .distinct()
                .count();
    }
}
