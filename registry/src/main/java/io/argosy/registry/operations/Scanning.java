package io.argosy.registry.operations;

import io.argosy.model.AccountRegion;
import io.argosy.registry.settings.ScanningRules;
import io.argosy.shapes.ecr.RegistryScanningConfiguration;
import io.argosy.shapes.ecr.RegistryScanningRule;
import io.argosy.state.Stores;
import java.util.List;

/// What a registry would scan.
public final class Scanning {
    private final Stores stores;

    public Scanning(Stores stores) {
        this.stores = stores;
    }

    ScanningRules rules(AccountRegion realm) {
        return stores.account(realm)
                .read()
                .table(ScanningRules.KIND)
                .get(ScanningRules.ONLY)
                .orElseGet(() -> new ScanningRules(List.of()));
    }

    ScanningRules put(AccountRegion realm, List<RegistryScanningRule> rules) {
        return stores.account(realm).write(tx -> {
            var changed = new ScanningRules(rules);
            tx.addOrUpdate(changed);
            return changed;
        });
    }

    static RegistryScanningConfiguration shape(ScanningRules rules) {
        return RegistryScanningConfiguration.builder()
                .scanType("BASIC")
                .rules(rules.rules())
                .build();
    }
}
