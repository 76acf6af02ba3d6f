package io.argosy.registry.distribution;

import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.images.Repository;
import io.argosy.shapes.json.JsonTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/v2/_catalog` and `/v2/<name>/tags/list`: names in order, page by page.
final class ListEndpoint {
    private static final int LARGEST_PAGE = 1000;

    private final Repositories all;
    private final Images images;
    private final KnownRepositories repositories;

    ListEndpoint(Repositories all, Images images, KnownRepositories repositories) {
        this.all = all;
        this.images = images;
        this.repositories = repositories;
    }

    void serve(Exchange exchange, Address.Catalog at) throws IOException {
        reading(exchange);
        exchange.allowed("ecr:DescribeRepositories", "*");
        List<String> names = all.all(exchange.caller().realm()).stream()
                .map(Repository::name)
                .toList();
        List<String> page = page(exchange, names, "/v2/_catalog");
        exchange.json(200, JsonTree.write(Map.of("repositories", page)));
    }

    void serve(Exchange exchange, Address.Tags at) throws IOException {
        reading(exchange);
        RepositoryKey repository = exchange.repository(at.repository(), "ecr:ListImages");
        repositories.known(repository);
        List<String> tags = images.all(repository).stream()
                .map(Image::imageTags)
                .flatMap(List::stream)
                .sorted()
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", repository.name());
        answer.put("tags", page(exchange, tags, "/v2/" + repository.name() + "/tags/list"));
        exchange.json(200, JsonTree.write(answer));
    }

    private static void reading(Exchange exchange) {
        if (!exchange.method().equals("GET") && !exchange.headOnly()) {
            throw OciError.unsupported("lists are read by GET").thrown();
        }
    }

    private static List<String> page(Exchange exchange, List<String> sorted, String path) {
        int limit = exchange.query("n").map(ListEndpoint::limit).orElse(LARGEST_PAGE);
        String after = exchange.query("last").orElse("");
        List<String> rest =
                sorted.stream().filter(name -> name.compareTo(after) > 0).toList();
        List<String> page = rest.subList(0, Math.min(limit, rest.size()));
        if (page.size() < rest.size() && !page.isEmpty()) {
            exchange.with(
                    "Link",
                    "<" + path + "?n=" + limit + "&last=" + Exchange.escaped(page.getLast()) + ">; rel=\"next\"");
        }
        return page;
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 0) {
                return Math.min(limit, LARGEST_PAGE);
            }
        } catch (NumberFormatException _) {
            // Refused below, as a negative number is.
        }
        throw OciError.badRequest("n is not a number of names: " + text).thrown();
    }
}
