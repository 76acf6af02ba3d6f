package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.settings.CreationTemplate;
import io.argosy.registry.settings.CreationTemplates;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DescribeRepositoryCreationTemplatesRequest;
import io.argosy.shapes.ecr.DescribeRepositoryCreationTemplatesResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeRepositoryCreationTemplates`: all templates, or those of the prefixes, each of which must have one.
public final class DescribeRepositoryCreationTemplates
        implements Operation<DescribeRepositoryCreationTemplatesRequest, DescribeRepositoryCreationTemplatesResponse> {
    private final CreationTemplates templates;

    public DescribeRepositoryCreationTemplates(CreationTemplates templates) {
        this.templates = templates;
    }

    @Override
    public OperationModel<DescribeRepositoryCreationTemplatesRequest, DescribeRepositoryCreationTemplatesResponse>
            model() {
        return Ecr.DESCRIBE_REPOSITORY_CREATION_TEMPLATES;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeRepositoryCreationTemplatesRequest request) {
        return List.of(Permission.on("ecr:DescribeRepositoryCreationTemplates"));
    }

    @Override
    public DescribeRepositoryCreationTemplatesResponse handle(
            Caller caller, DescribeRepositoryCreationTemplatesRequest request) {
        List<CreationTemplate> all = templates.all(caller.realm());
        List<String> prefixes = request.prefixes().orElse(List.of());
        for (String prefix : prefixes) {
            if (all.stream().noneMatch(template -> template.prefix().equals(prefix))) {
                throw TemplateRequests.notFound(caller, prefix).thrown();
            }
        }
        Page<CreationTemplate> page = Page.of(
                all.stream()
                        .filter(template -> prefixes.isEmpty() || prefixes.contains(template.prefix()))
                        .toList(),
                CreationTemplate::prefix,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return DescribeRepositoryCreationTemplatesResponse.builder()
                .registryId(caller.realm().account())
                .repositoryCreationTemplates(
                        page.items().stream().map(TemplateRequests::shape).toList())
                .nextToken(page.nextToken())
                .build();
    }
}
