package io.argosy.secrets.manager;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Which stages point to which version of a secret. A stage points to one version; the one that `AWSCURRENT` leaves
/// gets `AWSPREVIOUS`.
record Stages(Map<String, List<String>> byVersion) {
    private static final int MOST = 20;

    static Stages of(List<SecretVersion> versions) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        versions.forEach(version -> all.put(version.id(), version.stages()));
        return new Stages(all);
    }

    Stages to(String version, String stage) {
        Stages moved = changed(version, stage);
        if (!stage.equals(SecretVersion.CURRENT)) {
            return moved;
        }
        return byVersion.entrySet().stream()
                .filter(entry ->
                        entry.getValue().contains(stage) && !entry.getKey().equals(version))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(left -> moved.changed(left, SecretVersion.PREVIOUS))
                .orElse(moved);
    }

    private Stages changed(String version, String stage) {
        Stages without = without(stage);
        Map<String, List<String>> all = new LinkedHashMap<>(without.byVersion());
        List<String> stages = Stream.concat(all.getOrDefault(version, List.of()).stream(), Stream.of(stage))
                .toList();
        if (stages.size() > MOST) {
            throw SecretErrors.limit("A secret version can have at most " + MOST + " staging labels.");
        }
        all.put(version, stages);
        return new Stages(all);
    }

    Stages without(String stage) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        byVersion.forEach((version, stages) -> {
            List<String> rest = new ArrayList<>(stages);
            rest.remove(stage);
            all.put(version, List.copyOf(rest));
        });
        return new Stages(all);
    }

    List<String> of(String version) {
        return byVersion.getOrDefault(version, List.of());
    }
}
