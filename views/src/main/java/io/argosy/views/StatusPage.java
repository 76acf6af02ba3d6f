package io.argosy.views;

import io.argosy.insight.causes.InstanceNames;
import io.argosy.shapes.argosy.ExplainResponse;
import io.argosy.shapes.argosy.Finding;
import io.argosy.shapes.ecs.Cluster;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.Deployment;
import io.argosy.shapes.ecs.Resource;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.ServiceEvent;
import io.argosy.shapes.json.JsonTree;
import io.argosy.views.Terminal.Style;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `status`: a cluster on one screen. What is wrong stands first, and in each table what is not as it should be.
public final class StatusPage {
    private static final int ROWS = 30;
    private static final int LONGEST_EVENT = 90;

    private final Cluster cluster;
    private final ExplainResponse wrong;
    private final List<ContainerInstance> instances;
    private final List<Service> services;
    private final Instant now;

    private StatusPage(
            Cluster cluster,
            ExplainResponse wrong,
            List<ContainerInstance> instances,
            List<Service> services,
            Instant now) {
        this.cluster = cluster;
        this.wrong = wrong;
        this.instances = instances;
        this.services = services;
        this.now = now;
    }

    public static StatusPage read(ClusterReader reader, Instant now) throws IOException {
        return new StatusPage(reader.cluster(), reader.explain(""), reader.instances(), reader.services(), now);
    }

    public void print(Terminal terminal) {
        var page = new Page(terminal.width());
        page.line(summary(), Style.HEADING);
        findings(page);
        if (!instances.isEmpty()) {
            page.gap();
            page.table(instanceRows());
            more(page, cluster.registeredContainerInstancesCount(), instances.size());
        }
        if (!services.isEmpty()) {
            page.gap();
            page.table(serviceRows());
            more(page, cluster.activeServicesCount(), services.size());
        }
        page.print(terminal);
    }

    private String summary() {
        return "cluster %s: %s, %s, %s running, %d pending"
                .formatted(
                        cluster.clusterName().orElse(""),
                        many(cluster.registeredContainerInstancesCount().orElse(0), "instance"),
                        many(cluster.activeServicesCount().orElse(0), "service"),
                        many(cluster.runningTasksCount().orElse(0), "task"),
                        cluster.pendingTasksCount().orElse(0));
    }

    private static String many(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    private void findings(Page page) {
        List<Finding> findings = wrong.findings().orElse(List.of());
        if (findings.isEmpty()) {
            page.line("nothing is wrong");
            return;
        }
        for (Finding finding : findings.stream().limit(ROWS).toList()) {
            page.gap();
            page.text("! ", finding.symptom().orElse(""), Words.style(finding));
            page.text(
                    "  why   ",
                    finding.code().orElse("") + ": " + finding.cause().orElse(""),
                    Style.PLAIN);
            page.text("  next  ", finding.nextStep().orElse(""), Style.PLAIN);
        }
        int more = findings.size()
                - Math.min(ROWS, findings.size())
                + wrong.moreFindings().orElse(0);
        if (more > 0) {
            page.line("  and " + more + " more: argosy why", Style.DIM);
        }
    }

    private static void more(Page page, Optional<Integer> all, int looked) {
        int rest = Math.max(all.orElse(0), looked) - Math.min(ROWS, looked);
        if (rest > 0) {
            page.line("  and " + rest + " more", Style.DIM);
        }
    }

    private List<Page.Row> instanceRows() {
        List<Page.Row> rows = new ArrayList<>();
        rows.add(Page.Row.of(Style.DIM, "INSTANCE", "ID", "STATE", "TASKS", "CPU TAKEN", "MEMORY TAKEN"));
        instances.stream()
                .sorted(Comparator.comparing(StatusPage::takesTasks).thenComparing(InstanceNames::of))
                .limit(ROWS)
                .forEach(instance -> rows.add(row(instance)));
        return rows;
    }

    private static boolean takesTasks(ContainerInstance instance) {
        return state(instance).equals("ACTIVE");
    }

    private static String state(ContainerInstance instance) {
        if (!instance.agentConnected().orElse(false)) {
            return "DISCONNECTED";
        }
        boolean impaired = instance.healthStatus()
                .flatMap(health -> health.overallStatus())
                .filter(status -> status.equals("IMPAIRED"))
                .isPresent();
        return impaired ? "IMPAIRED" : instance.status().orElse("");
    }

    private static Page.Row row(ContainerInstance instance) {
        int pending = instance.pendingTasksCount().orElse(0);
        return Page.Row.of(
                takesTasks(instance) ? Style.PLAIN : Style.WARNING,
                InstanceNames.of(instance),
                Words.brief(instance.containerInstanceArn().orElse("")),
                state(instance),
                instance.runningTasksCount().orElse(0) + (pending > 0 ? "+" + pending : ""),
                taken(instance, "CPU", ""),
                taken(instance, "MEMORY", " MiB"));
    }

    private static String taken(ContainerInstance instance, String name, String unit) {
        int total = amount(instance.registeredResources(), name);
        int free = amount(instance.remainingResources(), name);
        int percent = total == 0 ? 0 : (int) Math.round((total - free) * 100.0 / total);
        return (total - free) + " of " + total + unit + " (" + percent + " %)";
    }

    private static int amount(Optional<List<Resource>> resources, String name) {
        return resources.orElse(List.of()).stream()
                .filter(resource -> resource.name().equals(Optional.of(name)))
                .flatMap(resource -> resource.integerValue().stream())
                .findFirst()
                .orElse(0);
    }

    private List<Page.Row> serviceRows() {
        List<Page.Row> rows = new ArrayList<>();
        rows.add(Page.Row.of(Style.DIM, "SERVICE", "WANTED", "RUNNING", "DEPLOYMENT", "DEFINITION", "LAST EVENT"));
        services.stream()
                .sorted(Comparator.comparing(StatusPage::complete)
                        .thenComparing(service -> service.serviceName().orElse("")))
                .limit(ROWS)
                .forEach(service -> rows.add(row(service)));
        return rows;
    }

    private static boolean complete(Service service) {
        return service.runningCount().orElse(0) >= service.desiredCount().orElse(0)
                && !rollout(service).equals("FAILED");
    }

    private static String rollout(Service service) {
        List<Deployment> deployments = service.deployments().orElse(List.of());
        return deployments.stream()
                .findFirst()
                .flatMap(Deployment::rolloutState)
                .orElse(service.status().orElse(""));
    }

    private Page.Row row(Service service) {
        int pending = service.pendingCount().orElse(0);
        return Page.Row.of(
                complete(service) ? Style.PLAIN : Style.WARNING,
                service.serviceName().orElse(""),
                String.valueOf(service.desiredCount().orElse(0)),
                service.runningCount().orElse(0) + (pending > 0 ? "+" + pending : ""),
                rollout(service),
                Words.last(service.taskDefinition().orElse("")),
                service.events().orElse(List.of()).stream()
                        .findFirst()
                        .map(event -> event(service, event))
                        .orElse(""));
    }

    /// Its own name need not be said again.
    private String event(Service service, ServiceEvent event) {
        String about = "(service " + service.serviceName().orElse("") + ") ";
        String text = event.message().orElse("");
        String brief = text.startsWith(about) ? text.substring(about.length()) : text;
        return event.createdAt().map(at -> Words.at(at, now) + " ").orElse("")
                + (brief.length() > LONGEST_EVENT ? brief.substring(0, LONGEST_EVENT) + "…" : brief);
    }

    /// One object: the cluster, what is wrong, its instances and its services, as their operations answer.
    public String document() throws IOException {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("cluster", Words.tree(cluster));
        whole.put(
                "findings",
                Optional.ofNullable(Words.tree(wrong).get("findings")).orElse(List.of()));
        List<Object> shownInstances = new ArrayList<>();
        for (ContainerInstance instance : instances) {
            Map<String, Object> one = new LinkedHashMap<>(Words.tree(instance));
            one.put("name", InstanceNames.of(instance));
            shownInstances.add(one);
        }
        whole.put("instances", shownInstances);
        List<Object> shownServices = new ArrayList<>();
        for (Service service : services) {
            shownServices.add(Words.tree(service));
        }
        whole.put("services", shownServices);
        return JsonTree.write(whole);
    }
}
