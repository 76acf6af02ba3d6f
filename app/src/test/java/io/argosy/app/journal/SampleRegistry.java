package io.argosy.app.journal;

import io.argosy.lifecycle.LifecycleRule.Action;
import io.argosy.registry.images.PullTimeExclusion;
import io.argosy.registry.images.RepositoryPolicy;
import io.argosy.registry.lifecycle.LifecyclePolicy;
import io.argosy.registry.lifecycle.LifecyclePreview;
import io.argosy.registry.settings.AccountSetting;
import io.argosy.registry.settings.CreationTemplate;
import io.argosy.registry.settings.ScanningRules;
import io.argosy.shapes.ecr.RegistryScanningRule;
import io.argosy.shapes.ecr.ScanningRepositoryFilter;
import io.argosy.state.AccountTransaction;
import java.time.Instant;
import java.util.List;

/// What a registry has beside repositories and images, for the sample journal.
final class SampleRegistry {
    private SampleRegistry() {}

    static void all(AccountTransaction tx, Instant now) {
        tx.add(new RepositoryPolicy("shop/web", "{\"Version\":\"2012-10-17\",\"Statement\":[]}"));
        tx.add(new LifecyclePolicy("shop/web", "{\"rules\":[]}", Instant.EPOCH));
        tx.add(new LifecyclePreview("shop/web", "{\"rules\":[]}", now, List.of(), 0, 0));
        tx.add(new LifecyclePreview(
                "shop/api",
                "{\"rules\":[]}",
                now,
                List.of(
                        new LifecyclePreview.Result("sha256:a", List.of("1"), now, false, Action.EXPIRE, 1),
                        new LifecyclePreview.Result("sha256:b", List.of(), now, true, Action.ARCHIVE, 2)),
                1,
                1));
        var policies = new CreationTemplate.Policies("", "{\"rules\":[]}");
        tx.add(new CreationTemplate(
                "shop/", "the shop's", List.of("CREATE_ON_PUSH"), "MUTABLE", List.of(), policies, now, now));
        tx.add(new AccountSetting("REGISTRY_POLICY_SCOPE", "V2"));
        var filter = ScanningRepositoryFilter.builder().filter("shop*").filterType("WILDCARD");
        tx.add(new ScanningRules(List.of(RegistryScanningRule.builder()
                .scanFrequency("SCAN_ON_PUSH")
                .repositoryFilters(List.of(filter.build()))
                .build())));
        tx.add(new PullTimeExclusion("arn:aws:iam::123456789012:role/scanner", now));
    }
}
