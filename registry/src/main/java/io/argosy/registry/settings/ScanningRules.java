package io.argosy.registry.settings;

import io.argosy.lifecycle.Wildcard;
import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import io.argosy.shapes.ecr.RegistryScanningRule;
import io.argosy.shapes.ecr.ScanningRepositoryFilter;
import java.util.List;

/// Which images of a registry would be scanned when they are pushed. They are kept as they were given; nothing scans.
public record ScanningRules(List<RegistryScanningRule> rules) implements AccountEntity {
    public static final String ONLY = "rules";
    public static final Kind<ScanningRules> KIND = Kind.of("ScanningRules", ScanningRules.class);

    public ScanningRules {
        rules = List.copyOf(rules);
    }

    @Override
    public String key() {
        return ONLY;
    }

    /// The filters that fit this repository. Without a `*` a filter fits what contains it (ecr-semantics 8.1).
    public List<ScanningRepositoryFilter> fitting(String repository) {
        return rules.stream()
                .flatMap(rule -> rule.repositoryFilters().stream())
                .filter(filter -> fits(filter.filter(), repository))
                .toList();
    }

    private static boolean fits(String filter, String repository) {
        return filter.contains("*") ? new Wildcard(filter).matches(repository) : repository.contains(filter);
    }
}
