package io.argosy.shipping;

import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.Service;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `build`, `deploy`, `rollback` and `revisions` do.
public final class Shipping {
    private static final int REVISIONS = 20;

    private final Calls calls;
    private final Telling telling;
    private final Definitions definitions;

    public Shipping(ApiClient client, Telling telling) {
        this.calls = new Calls(client);
        this.telling = telling;
        this.definitions = new Definitions(calls);
    }

    /// Builds what is in the folder and brings it to the registry.
    public void build(Project project, String version) throws IOException, InterruptedException {
        var build = new ImageBuild(project, calls, telling);
        ImageBuild.Built built = build.build(version);
        String digest = build.push(built);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("image", built.name());
        values.put("version", built.version());
        values.put("digest", digest);
        telling.outcome("pushed", values);
    }

    /// The same on an instance of the project's cluster. Whether there is an image now.
    public boolean buildRemotely(Project project, String version) throws IOException, InterruptedException {
        return new RemoteBuild(calls, telling).folder(project, version);
    }

    /// The same of a git repository: what it has at a branch, a tag or a commit.
    public boolean buildRemotely(String repository, String cluster, String url, String ref, String version)
            throws IOException, InterruptedException {
        return new RemoteBuild(calls, telling).git(repository, cluster, url, ref, version);
    }

    /// Builds, pushes, registers, and brings the service to it. Whether it is there; otherwise the service is where it
    /// was before.
    public boolean deploy(Project project, String version, Duration patience) throws IOException, InterruptedException {
        var build = new ImageBuild(project, calls, telling);
        ImageBuild.Built built = build.build(version);
        String image = built.repository() + "@" + build.push(built);
        String definition = definitions.register(project, image, built.version());
        telling.fact("registered " + Definitions.id(definition));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("service", project.name());
        values.put("definition", Definitions.id(definition));
        values.put("version", built.version());
        values.put("image", image);
        var delivery = new Delivery(calls, telling, project.cluster(), project.name());
        delivery.begin(
                CreateServiceRequest.builder()
                        .desiredCount(project.wanted().count())
                        .deploymentConfiguration(DeploymentConfiguration.builder()
                                .minimumHealthyPercent(project.wanted().minimumHealthyPercent())
                                .maximumPercent(project.wanted().maximumPercent())
                                .build())
                        .serviceName(project.name())
                        .build(),
                false,
                definition);
        boolean good = delivery.end(definition, values, patience);
        telling.outcome(good ? "deployed" : "failed", values);
        return good;
    }

    /// Has a service go to the revision before its own, or to the one that is said. Whether it is there.
    public boolean rollBack(String cluster, String service, int wanted, Duration patience)
            throws IOException, InterruptedException {
        String now = calls.existing(cluster, service).taskDefinition().orElseThrow();
        String target = definitions.newest(Definitions.family(now), REVISIONS).stream()
                .filter(arn -> wanted > 0
                        ? Definitions.revision(arn) == wanted
                        : Definitions.revision(arn) < Definitions.revision(now))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        wanted > 0
                                ? Definitions.family(now) + " has no revision " + wanted
                                : Definitions.id(now) + " is the first revision there is: argosy revisions "
                                        + service));
        telling.step("Going from " + Definitions.id(now) + " to " + Definitions.id(target));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("service", service);
        values.put("definition", Definitions.id(target));
        values.put("version", definitions.describe(target).version());
        boolean there = new Delivery(calls, telling, cluster, service).back(target, values, patience);
        telling.outcome(there ? "rolled back" : "failed", values);
        return there;
    }

    /// The revisions a service can go to, the newest first.
    public void revisions(String cluster, String service) throws IOException {
        Service known = calls.existing(cluster, service);
        String now = known.taskDefinition().orElseThrow();
        List<String> deployed = known.deployments().orElse(List.of()).stream()
                .flatMap(deployment -> deployment.taskDefinition().stream())
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("REVISION", "VERSION", "IMAGE", "REGISTERED", ""));
        List<Map<String, Object>> objects = new ArrayList<>();
        for (String arn : definitions.newest(Definitions.family(now), REVISIONS)) {
            Definitions.Revision revision = definitions.describe(arn);
            String registered = revision.definition()
                    .registeredAt()
                    .map(at -> at.toString())
                    .orElse("");
            String state = arn.equals(now) ? "current" : deployed.contains(arn) ? "going" : "";
            rows.add(List.of(Definitions.id(arn), revision.version(), revision.image(), registered, state));
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("taskDefinitionArn", arn);
            object.put("version", revision.version());
            object.put("image", revision.image());
            object.put("registeredAt", registered);
            object.put("state", state);
            objects.add(object);
        }
        telling.rows(rows, objects);
    }
}
