package io.argosy.builds;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.control.access.AgentIdentity;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ReportBuildRequest;
import io.argosy.shapes.argosy.ReportBuildResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// `ReportBuild`: how far an agent is with a build, what the build said meanwhile, and how it ended. Of what is not the
/// agent's any more nothing is taken, and the agent is told so.
final class ReportBuild implements Operation<ReportBuildRequest, ReportBuildResponse> {
    static final String ACTION = "argosy:ReportBuild";
    private static final int MOST_LINES = 1_000;
    private static final int LONGEST = 1_000;
    private static final Set<String> PHASES = Set.of("FETCHING", "TESTING", "BUILDING", "PUSHING");

    private final BuildStore builds;
    private final Clusters clusters;
    private final BuildRegistry registry;
    private final BuildLog log;
    /// How many lines of an attempt have been written, so that a report which comes twice is written once.
    private final Map<String, Integer> written = new ConcurrentHashMap<>();

    ReportBuild(BuildStore builds, BuildRegistry registry, BuildLog log) {
        this.builds = builds;
        this.clusters = new Clusters(builds.stores());
        this.registry = registry;
        this.log = log;
    }

    @Override
    public OperationModel<ReportBuildRequest, ReportBuildResponse> model() {
        return Argosy.REPORT_BUILD;
    }

    @Override
    public List<Permission> permissions(Caller caller, ReportBuildRequest request) {
        RequestedArns arns = RequestedArns.of(caller, request.cluster());
        return List.of(Permission.on(ACTION, arns.containerInstance(request.containerInstance())));
    }

    @Override
    public ReportBuildResponse handle(Caller caller, ReportBuildRequest request) {
        var self = new AgentIdentity(caller);
        ClusterScope scope = self.cluster(ACTION, request.cluster(), clusters);
        ContainerInstanceId instance = References.containerInstance(request.containerInstance(), scope);
        self.check(ACTION, Optional.of(instance), scope.store().read());
        Optional<Build> build = assigned(caller, request, instance);
        if (build.isPresent()) {
            log.write(caller.realm(), build.get(), fresh(request));
            request.phase().ifPresent(phase -> progress(caller, build.get(), phase));
            if (request.outcome().isPresent()) {
                end(caller, request, instance);
            }
        }
        return ReportBuildResponse.builder()
                .wanted(assigned(caller, request, instance).isPresent())
                .build();
    }

    /// Of attempts that are over nothing needs to be known.
    void forget() {
        written.keySet()
                .removeIf(attempt -> builds.stores().accounts().stream()
                        .flatMap(account ->
                                account
                                        .read()
                                        .table(Build.KIND)
                                        .get(attempt.substring(0, attempt.indexOf('/')))
                                        .stream())
                        .noneMatch(build -> build.state() instanceof BuildState.Assigned));
    }

    private Optional<Build> assigned(Caller caller, ReportBuildRequest request, ContainerInstanceId instance) {
        return builds.in(caller.realm())
                .get(request.buildId())
                .filter(build -> build.state() instanceof BuildState.Assigned assigned
                        && assigned.instance().equals(instance.value())
                        && assigned.attempts() == request.attempt());
    }

    private List<String> fresh(ReportBuildRequest request) {
        List<String> lines = request.lines().orElse(List.of());
        if (lines.size() > MOST_LINES) {
            throw BuildStore.invalid("lines has more than " + MOST_LINES + " members");
        }
        int first = request.firstLine().orElse(0);
        String attempt = request.buildId() + "/" + request.attempt();
        int before = request.firstLine().isEmpty() ? 0 : written.getOrDefault(attempt, 0);
        int known = Math.clamp((long) before - first, 0, lines.size());
        if (request.outcome().isPresent()) {
            written.remove(attempt);
        } else {
            written.put(attempt, Math.max(before, first + lines.size()));
        }
        return lines.subList(known, lines.size());
    }

    private void progress(Caller caller, Build build, String phase) {
        if (!PHASES.contains(phase)) {
            throw BuildStore.invalid("phase is none of " + PHASES + ": " + phase);
        }
        if (build.state() instanceof BuildState.Assigned assigned
                && !assigned.phase().equals(phase)) {
            builds.change(
                    caller.realm(),
                    build,
                    (seen, _) -> seen.with(
                            new BuildState.Assigned(assigned.instance(), assigned.attempts(), assigned.at(), phase)));
        }
    }

    private void end(Caller caller, ReportBuildRequest request, ContainerInstanceId instance) {
        Optional<Build> build = assigned(caller, request, instance);
        if (build.isEmpty()) {
            return;
        }
        BuildState.Ending ending = ending(caller, request, build.get());
        builds.change(caller.realm(), build.get(), (seen, now) -> seen.ended(ending, now));
        String end = ending.outcome().name().toLowerCase(Locale.ROOT);
        log.say(
                caller.realm(),
                build.get(),
                ending.reason().isEmpty() ? end + " " + ending.digest() : end + ": " + ending.reason());
    }

    /// An agent's word is not enough: the image must be there.
    private BuildState.Ending ending(Caller caller, ReportBuildRequest request, Build build) {
        String reason = request.reason().orElse("");
        String digest = request.imageDigest().orElse("");
        return switch (request.outcome().orElseThrow()) {
            case "SUCCEEDED" ->
                registry.hasImage(caller.realm(), build.target(), digest)
                        ? new BuildState.Ending(BuildState.Outcome.SUCCEEDED, "", digest)
                        : new BuildState.Ending(
                                BuildState.Outcome.FAILED,
                                "its agent pushed an image that is not in the repository: " + brief(digest),
                                "");
            case "FAILED" -> new BuildState.Ending(BuildState.Outcome.FAILED, brief(reason), "");
            default -> throw BuildStore.invalid("outcome is SUCCEEDED or FAILED");
        };
    }

    private static String brief(String text) {
        return text.substring(0, Math.min(LONGEST, text.length()));
    }
}
