package io.argosy.views;

import io.argosy.model.ApiException;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.DescribeUsageRequest;
import io.argosy.shapes.argosy.DescribeUsageResponse;
import io.argosy.shapes.argosy.ExplainRequest;
import io.argosy.shapes.argosy.ExplainResponse;
import io.argosy.shapes.ecs.Cluster;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.DescribeClustersRequest;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListContainerInstancesRequest;
import io.argosy.shapes.ecs.ListServicesRequest;
import io.argosy.shapes.ecs.Service;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One cluster by the public operations, a bounded number of them for each question.
public final class ClusterReader {
    /// How many instances and how many services are looked at; what is wrong with others `Explain` says all
    /// the same.
    static final int MOST = 200;

    private static final int INSTANCES_A_CALL = 100;
    private static final int SERVICES_A_CALL = 10;

    private final ApiClient client;
    private final String cluster;

    public ClusterReader(ApiClient client, String cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    String name() {
        return cluster;
    }

    private <I extends Shape, O extends Shape> O call(OperationModel<I, O> operation, I input) throws IOException {
        try {
            return client.call(operation, input);
        } catch (ApiException refused) {
            String code = refused.error().code();
            String words = refused.error().message();
            boolean plain = code.equals("ResourceNotFoundException") || code.equals("ClusterNotFoundException");
            throw new IOException(plain ? words : operation.name() + " was refused: " + code + ": " + words, refused);
        }
    }

    ExplainResponse explain(String subject) throws IOException {
        return call(
                Argosy.EXPLAIN,
                ExplainRequest.builder().cluster(cluster).subject(subject).build());
    }

    DescribeUsageResponse usage(int most) throws IOException {
        return call(
                Argosy.DESCRIBE_USAGE,
                DescribeUsageRequest.builder().cluster(cluster).maxResults(most).build());
    }

    Cluster cluster() throws IOException {
        List<Cluster> found = call(
                        Ecs.DESCRIBE_CLUSTERS,
                        DescribeClustersRequest.builder()
                                .clusters(List.of(cluster))
                                .build())
                .clusters()
                .orElse(List.of());
        return found.stream()
                .filter(one -> one.status().equals(Optional.of("ACTIVE")))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no cluster " + cluster));
    }

    List<ContainerInstance> instances() throws IOException {
        List<ContainerInstance> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            var page = call(
                    Ecs.LIST_CONTAINER_INSTANCES,
                    ListContainerInstancesRequest.builder()
                            .cluster(cluster)
                            .maxResults(INSTANCES_A_CALL)
                            .nextToken(next)
                            .build());
            List<String> arns = page.containerInstanceArns().orElse(List.of());
            if (!arns.isEmpty()) {
                all.addAll(call(
                                Ecs.DESCRIBE_CONTAINER_INSTANCES,
                                DescribeContainerInstancesRequest.builder()
                                        .cluster(cluster)
                                        .containerInstances(arns)
                                        .include(List.of("TAGS", "CONTAINER_INSTANCE_HEALTH"))
                                        .build())
                        .containerInstances()
                        .orElse(List.of()));
            }
            next = page.nextToken();
        } while (next.isPresent() && all.size() < MOST);
        return all;
    }

    List<Service> services() throws IOException {
        List<String> arns = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            var page = call(
                    Ecs.LIST_SERVICES,
                    ListServicesRequest.builder()
                            .cluster(cluster)
                            .maxResults(INSTANCES_A_CALL)
                            .nextToken(next)
                            .build());
            arns.addAll(page.serviceArns().orElse(List.of()));
            next = page.nextToken();
        } while (next.isPresent() && arns.size() < MOST);
        List<Service> all = new ArrayList<>();
        for (int from = 0; from < arns.size(); from += SERVICES_A_CALL) {
            all.addAll(call(
                            Ecs.DESCRIBE_SERVICES,
                            DescribeServicesRequest.builder()
                                    .cluster(cluster)
                                    .services(arns.subList(from, Math.min(arns.size(), from + SERVICES_A_CALL)))
                                    .build())
                    .services()
                    .orElse(List.of()));
        }
        return all;
    }
}
