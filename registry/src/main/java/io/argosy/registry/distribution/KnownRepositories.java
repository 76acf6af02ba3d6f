package io.argosy.registry.distribution;

import io.argosy.model.Arns;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.settings.CreationTemplate;
import io.argosy.registry.settings.CreationTemplates;
import java.util.Optional;

/// Refuses what is asked of repositories that do not exist; makes them for pushes, as a template says or if the server
/// is set so.
final class KnownRepositories {
    private final Repositories repositories;
    private final CreationTemplates templates;
    private final boolean createOnPush;

    KnownRepositories(Repositories repositories, CreationTemplates templates, boolean createOnPush) {
        this.repositories = repositories;
        this.templates = templates;
        this.createOnPush = createOnPush;
    }

    void known(RepositoryKey key) {
        if (repositories.find(key).isEmpty()) {
            throw OciError.nameUnknown(key.name(), key.realm().account()).thrown();
        }
    }

    /// A template goes before the server's setting, and needs the right that it stands for (ecr-semantics 11).
    void knownOrMade(Exchange exchange, RepositoryKey key) {
        if (repositories.find(key).isPresent()) {
            return;
        }
        Optional<CreationTemplate> template = templates.onPush(key);
        if (template.isPresent()) {
            exchange.allowed("ecr:CreateRepository", new Arns(key.realm()).repository(key.name()));
            templates.make(key, template.get());
        } else if (createOnPush) {
            repositories.ensure(key);
        }
        known(key);
    }
}
