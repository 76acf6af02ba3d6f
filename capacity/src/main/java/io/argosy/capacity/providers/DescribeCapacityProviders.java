package io.argosy.capacity.providers;

import io.argosy.control.Clusters;
import io.argosy.control.Failures;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.launches.Fargate;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.CapacityProvider;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DescribeCapacityProvidersRequest;
import io.argosy.shapes.ecs.DescribeCapacityProvidersResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.state.AccountState;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `DescribeCapacityProviders`: those that are named, deleted ones included for a while, or all there are, Fargate's
/// first (ecs-semantics 9.1).
final class DescribeCapacityProviders
        implements Operation<DescribeCapacityProvidersRequest, DescribeCapacityProvidersResponse> {
    private static final int MOST = 100;
    private static final Pages.Size TEN = new Pages.Size(10, 10);

    private final Clusters clusters;
    private final Fargate fargate;

    DescribeCapacityProviders(Clusters clusters, Fargate fargate) {
        this.clusters = clusters;
        this.fargate = fargate;
    }

    @Override
    public OperationModel<DescribeCapacityProvidersRequest, DescribeCapacityProvidersResponse> model() {
        return Ecs.DESCRIBE_CAPACITY_PROVIDERS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeCapacityProvidersRequest request) {
        List<String> named = request.capacityProviders().orElse(List.of());
        return named.isEmpty()
                ? List.of(Permission.on("ecs:DescribeCapacityProviders"))
                : Permission.onEach(
                        "ecs:DescribeCapacityProviders",
                        named.stream()
                                .map(reference -> ProviderReference.requested(reference, caller.realm()))
                                .toList());
    }

    @Override
    public DescribeCapacityProvidersResponse handle(Caller caller, DescribeCapacityProvidersRequest request) {
        if (request.cluster().isPresent()) {
            throw ProviderRules.invalid("A cluster can be specified for managed instances providers only.");
        }
        List<String> named = request.capacityProviders().orElse(List.of());
        if (named.size() > MOST) {
            throw ProviderRules.invalid("capacityProviders can have at most " + MOST + " items");
        }
        AccountState account = clusters.account(caller.realm()).read();
        var shapes = new Shapes(
                new Arns(caller.realm()), request.include().orElse(List.of()).contains("TAGS"));
        return named.isEmpty() ? all(caller, request, account, shapes) : these(caller, named, account, shapes);
    }

    private record Shapes(Arns arns, boolean withTags) {
        io.argosy.shapes.ecs.CapacityProvider of(String name, AccountState account) {
            return account.table(CapacityProvider.KIND)
                    .get(name)
                    .map(provider -> ProviderShape.of(provider, arns, withTags))
                    .orElseGet(() -> ProviderShape.ofFargate(name, arns));
        }
    }

    private DescribeCapacityProvidersResponse these(
            Caller caller, List<String> named, AccountState account, Shapes shapes) {
        List<io.argosy.shapes.ecs.CapacityProvider> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String reference : named) {
            String name = ProviderReference.name(reference, caller.realm());
            boolean known = ofFargate().contains(name)
                    || account.table(CapacityProvider.KIND).get(name).isPresent();
            if (known) {
                found.add(shapes.of(name, account));
            } else {
                failures.add(Failures.missing(shapes.arns().capacityProvider(name)));
            }
        }
        return DescribeCapacityProvidersResponse.builder()
                .capacityProviders(found)
                .failures(failures)
                .build();
    }

    private DescribeCapacityProvidersResponse all(
            Caller caller, DescribeCapacityProvidersRequest request, AccountState account, Shapes shapes) {
        Page<String> page = Pages.page(
                Listing.of((String name) -> name, last -> names(last, account)),
                TEN,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return DescribeCapacityProvidersResponse.builder()
                .capacityProviders(page.items().stream()
                        .map(name -> shapes.of(name, account))
                        .toList())
                .failures(List.of())
                .nextToken(page.nextToken())
                .build();
    }

    /// Those behind this one. No other begins as Fargate's do, so that these can stand in front.
    private Stream<String> names(String last, AccountState account) {
        List<String> first = ofFargate();
        Optional<String> behind = Optional.of(last).filter(name -> !first.contains(name));
        return Stream.concat(
                first.stream()
                        .filter(name -> behind.filter(text -> !text.isEmpty()).isEmpty())
                        .filter(name -> name.compareTo(last) > 0),
                account.table(CapacityProvider.KIND)
                        .after(behind.orElse(""))
                        .filter(CapacityProvider::active)
                        .map(CapacityProvider::name));
    }

    private List<String> ofFargate() {
        return fargate.offered() ? CapacityProvider.OF_FARGATE.stream().sorted().toList() : List.of();
    }
}
