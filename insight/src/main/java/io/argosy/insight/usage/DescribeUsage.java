package io.argosy.insight.usage;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.sessions.TelemetryStore;
import io.argosy.sessions.TelemetryStore.TaskReading;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.DescribeUsageRequest;
import io.argosy.shapes.argosy.DescribeUsageResponse;
import io.argosy.shapes.argosy.InstanceUsage;
import io.argosy.shapes.argosy.ServiceUsage;
import io.argosy.shapes.argosy.TaskUsage;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `DescribeUsage`: what instances, services and tasks were last seen to use, those that use most first, so many
/// of each. What was not said again for a while is not known any more, and of an agent that never says it
/// nothing is.
public final class DescribeUsage implements Operation<DescribeUsageRequest, DescribeUsageResponse> {
    private static final int USUAL = 20;
    private static final int MOST = 1_000;

    private final Clusters clusters;
    private final TelemetryStore telemetry;

    public DescribeUsage(Clusters clusters, TelemetryStore telemetry) {
        this.clusters = clusters;
        this.telemetry = telemetry;
    }

    @Override
    public OperationModel<DescribeUsageRequest, DescribeUsageResponse> model() {
        return Argosy.DESCRIBE_USAGE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeUsageRequest request) {
        return List.of(Permission.on(
                "argosy:DescribeUsage",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public DescribeUsageResponse handle(Caller caller, DescribeUsageRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        int most = request.maxResults().orElse(USUAL);
        if (most < 1 || most > MOST) {
            throw ApiError.invalidParameter("maxResults should be between 1 and " + MOST)
                    .thrown();
        }
        var usage = new Usage(scope.store(), telemetry);
        List<Usage.OfInstance> instances =
                usage.state().loads().stream().map(usage::of).toList();
        List<Measured> tasks = tasks(instances, usage, scope);
        List<ServiceUsage> services = services(tasks, usage, scope);
        return DescribeUsageResponse.builder()
                .clusterArn(scope.arn())
                .instances(instances.stream()
                        .sorted(Comparator.comparing((Usage.OfInstance one) ->
                                        -one.cpuPercent().orElse(-1.0))
                                .thenComparing(Usage.OfInstance::name))
                        .limit(most)
                        .map(one -> shape(one, scope))
                        .toList())
                .services(services.stream().limit(most).toList())
                .tasks(tasks.stream().limit(most).map(one -> shape(one, scope)).toList())
                .moreInstances(Math.max(0, instances.size() - most))
                .moreServices(Math.max(0, services.size() - most))
                .moreTasks(Math.max(0, tasks.size() - most))
                .build();
    }

    /// A running task that its agent measured.
    private record Measured(Task task, String arn, Usage.OfInstance on, TaskReading reading) {
        double cpu() {
            return Usage.cpu(reading);
        }
    }

    private static List<Measured> tasks(List<Usage.OfInstance> instances, Usage usage, ClusterScope scope) {
        List<Measured> tasks = new ArrayList<>();
        for (Usage.OfInstance on : instances) {
            on.reading().ifPresent(reading -> {
                for (Task task : usage.state().liveOn(on.instance().id())) {
                    String arn = scope.arns().task(scope.name(), task.id());
                    TaskReading known = reading.tasks().get(arn);
                    if (known != null && task.state().running()) {
                        tasks.add(new Measured(task, arn, on, known));
                    }
                }
            });
        }
        tasks.sort(Comparator.comparingDouble((Measured one) -> -one.cpu()).thenComparing(Measured::arn));
        return tasks;
    }

    private static List<ServiceUsage> services(List<Measured> tasks, Usage usage, ClusterScope scope) {
        Map<ServiceName, double[]> sums = new HashMap<>();
        for (Measured one : tasks) {
            if (one.task().owner() instanceof Owner.OfService(var service, var _)) {
                double[] sum = sums.computeIfAbsent(service, _ -> new double[2]);
                sum[0] += one.cpu();
                sum[1] += Usage.memory(one.reading());
            }
        }
        return usage.state().services().stream()
                .filter(service -> service.status() == Service.Status.ACTIVE)
                .map(service -> shape(service, sums.getOrDefault(service.name(), new double[2]), usage, scope))
                .sorted(Comparator.comparingDouble(
                                (ServiceUsage one) -> -one.cpuPercent().orElse(0.0))
                        .thenComparing(one -> one.serviceName().orElse("")))
                .toList();
    }

    private static ServiceUsage shape(Service service, double[] sums, Usage usage, ClusterScope scope) {
        return ServiceUsage.builder()
                .serviceArn(scope.arns().service(scope.name(), service.name()))
                .serviceName(service.name().value())
                .runningTasks((int) usage.state().liveOf(service.name()).stream()
                        .filter(task -> task.state().running())
                        .count())
                .cpuPercent(sums[0])
                .memoryMib(sums[1])
                .build();
    }

    private static InstanceUsage shape(Usage.OfInstance one, ClusterScope scope) {
        return InstanceUsage.builder()
                .containerInstanceArn(scope.arns()
                        .containerInstance(scope.name(), one.instance().id()))
                .name(one.name())
                .cpuPercent(one.cpuPercent())
                .memoryMib(one.memoryMib())
                .memoryTotalMib(one.instance().total().memoryMib())
                .diskPercent(one.diskPercent())
                .runningTasks(one.load().running())
                .at(one.reading().map(TelemetryStore.Reading::at))
                .build();
    }

    private static TaskUsage shape(Measured one, ClusterScope scope) {
        return TaskUsage.builder()
                .taskArn(one.arn())
                .group(one.task().owner().group())
                .containerInstanceArn(scope.arns()
                        .containerInstance(scope.name(), one.on().instance().id()))
                .instanceName(one.on().name())
                .cpuPercent(one.cpu())
                .memoryMib(Usage.memory(one.reading()))
                .receivedBytesPerSecond(Usage.received(one.reading()))
                .sentBytesPerSecond(Usage.sent(one.reading()))
                .at(one.reading().at())
                .build();
    }
}
