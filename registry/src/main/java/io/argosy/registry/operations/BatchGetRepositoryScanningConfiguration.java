package io.argosy.registry.operations;

import io.argosy.model.AccountRegion;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.images.Repository;
import io.argosy.registry.settings.ScanningRules;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.BatchGetRepositoryScanningConfigurationRequest;
import io.argosy.shapes.ecr.BatchGetRepositoryScanningConfigurationResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.RepositoryScanningConfiguration;
import io.argosy.shapes.ecr.RepositoryScanningConfigurationFailure;
import io.argosy.shapes.ecr.ScanningRepositoryFilter;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `BatchGetRepositoryScanningConfiguration`: what would be scanned of repositories, and by which filters.
public final class BatchGetRepositoryScanningConfiguration
        implements Operation<
                BatchGetRepositoryScanningConfigurationRequest, BatchGetRepositoryScanningConfigurationResponse> {
    private final Repositories repositories;
    private final Scanning scanning;

    public BatchGetRepositoryScanningConfiguration(Repositories repositories, Scanning scanning) {
        this.repositories = repositories;
        this.scanning = scanning;
    }

    @Override
    public OperationModel<
                    BatchGetRepositoryScanningConfigurationRequest, BatchGetRepositoryScanningConfigurationResponse>
            model() {
        return Ecr.BATCH_GET_REPOSITORY_SCANNING_CONFIGURATION;
    }

    @Override
    public List<Permission> permissions(Caller caller, BatchGetRepositoryScanningConfigurationRequest request) {
        return RepositoryPermissions.onEach(
                "ecr:BatchGetRepositoryScanningConfiguration", caller, request.repositoryNames(), Optional.empty());
    }

    @Override
    public BatchGetRepositoryScanningConfigurationResponse handle(
            Caller caller, BatchGetRepositoryScanningConfigurationRequest request) {
        ScanningRules rules = scanning.rules(caller.realm());
        List<RepositoryScanningConfiguration> found = new ArrayList<>();
        List<RepositoryScanningConfigurationFailure> failures = new ArrayList<>();
        for (String name : request.repositoryNames()) {
            Optional<Repository> repository = RepositoryKey.valid(name)
                    ? repositories.find(new RepositoryKey(caller.realm(), name))
                    : Optional.empty();
            repository.ifPresentOrElse(
                    known -> found.add(shape(caller.realm(), known, rules)), () -> failures.add(missing(name)));
        }
        return BatchGetRepositoryScanningConfigurationResponse.builder()
                .scanningConfigurations(found)
                .failures(failures)
                .build();
    }

    private static RepositoryScanningConfiguration shape(
            AccountRegion realm, Repository repository, ScanningRules rules) {
        List<ScanningRepositoryFilter> filters = rules.fitting(repository.name());
        boolean scan = repository.scanOnPush() || !filters.isEmpty();
        return RepositoryScanningConfiguration.builder()
                .repositoryArn(new Arns(realm).repository(repository.name()))
                .repositoryName(repository.name())
                .scanOnPush(scan)
                .scanFrequency(scan ? "SCAN_ON_PUSH" : "MANUAL")
                .appliedScanFilters(filters)
                .build();
    }

    private static RepositoryScanningConfigurationFailure missing(String name) {
        return RepositoryScanningConfigurationFailure.builder()
                .repositoryName(name)
                .failureCode("REPOSITORY_NOT_FOUND")
                .failureReason("REPOSITORY_NOT_FOUND")
                .build();
    }
}
