package io.argosy.builds;

import io.argosy.control.Clusters;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.StartBuildRequest;
import io.argosy.shapes.argosy.StartBuildResponse;
import io.argosy.state.Table;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// `StartBuild`: has an image built on the fleet, of an archive that is in the image's repository or of a git
/// repository. Who asks must be allowed to push there, for that is what comes of it.
final class StartBuild implements Operation<StartBuildRequest, StartBuildResponse> {
    private static final int MOST_LIVE = 1_000;
    private static final int USUAL_SECONDS = 1_800;
    private static final int LONGEST_SECONDS = 28_800;
    private static final int USUAL_CPU = 1_024;
    private static final int USUAL_MEMORY = 1_024;
    private static final int LEAST_MEMORY = 64;
    private static final int LONGEST = 255;
    /// The digest of nothing, to ask whether a repository is there.
    private static final String NOTHING = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");

    private final BuildStore builds;
    private final Clusters clusters;
    private final BuildRegistry registry;
    private final Supplier<String> ids;
    private final String authority;

    StartBuild(BuildStore builds, BuildRegistry registry, Supplier<String> ids, String authority) {
        this.builds = builds;
        this.clusters = new Clusters(builds.stores());
        this.registry = registry;
        this.ids = ids;
        this.authority = authority;
    }

    @Override
    public OperationModel<StartBuildRequest, StartBuildResponse> model() {
        return Argosy.START_BUILD;
    }

    @Override
    public List<Permission> permissions(Caller caller, StartBuildRequest request) {
        String repository = new Arns(caller.realm()).repository(request.repositoryName());
        return List.of(Permission.on("argosy:StartBuild", repository), Permission.on("ecr:PutImage", repository));
    }

    @Override
    public StartBuildResponse handle(Caller caller, StartBuildRequest request) {
        String cluster =
                clusters.named(caller.realm(), request.cluster()).name().value();
        var target = new Build.Target(request.repositoryName(), matching("imageTag", request.imageTag(), TAG));
        BuildSource source = source(request);
        Build.Recipe recipe = recipe(request);
        String token = request.clientToken().orElse("");
        if (token.length() > LONGEST) {
            throw BuildStore.invalid("clientToken has more than " + LONGEST + " characters");
        }
        requireSource(caller, target, source);
        Build build = builds.stores().account(caller.realm()).write(tx -> {
            Table<Build> known = tx.state().table(Build.KIND);
            Optional<Build> repeated = token.isEmpty()
                    ? Optional.empty()
                    : known.under(Build.BY_TOKEN, token).stream().findFirst();
            if (repeated.isPresent()) {
                return repeated.get();
            }
            if (known.keys(Build.LIVE, Build.live()).size() >= MOST_LIVE) {
                throw BuildStore.limit("There are " + MOST_LIVE + " builds that are not over, which is the most.");
            }
            Instant now = tx.now();
            BuildState state =
                    source instanceof BuildSource.Git ? new BuildState.Fetching() : new BuildState.Queued(0, "");
            var origin = new Build.Origin(now, caller.principalArn(), token);
            var fresh = new Build(Build.id(now, ids.get()), cluster, target, source, recipe, origin, state);
            tx.add(fresh);
            return fresh;
        });
        return StartBuildResponse.builder()
                .imageBuild(new BuildShape(caller.realm(), authority).of(build))
                .build();
    }

    private void requireSource(Caller caller, Build.Target target, BuildSource source) {
        String archive = source.archive().isEmpty() ? NOTHING : source.archive();
        boolean there = registry.hasArchive(caller.realm(), target.repository(), archive);
        if (source instanceof BuildSource.Archive && !there) {
            throw BuildStore.invalid("There is no " + archive + " in the repository " + target.repository()
                    + ": an archive is brought there as a layer is, before it is built.");
        }
    }

    private static BuildSource source(StartBuildRequest request) {
        String commit =
                request.commitId().map(id -> matching("commitId", id, COMMIT)).orElse("");
        if (request.sourceDigest().isPresent() == request.gitUrl().isPresent()) {
            throw BuildStore.invalid("A build is of a sourceDigest or of a gitUrl, and not of both.");
        }
        return request.gitUrl()
                .<BuildSource>map(url -> new BuildSource.Git(
                        GitAddress.url(url), GitAddress.ref(request.gitRef().orElse("HEAD")), commit, ""))
                .orElseGet(() -> new BuildSource.Archive(
                        matching("sourceDigest", request.sourceDigest().orElseThrow(), DIGEST), commit));
    }

    private static Build.Recipe recipe(StartBuildRequest request) {
        String dockerfile = matching("dockerfile", request.dockerfile().orElse("Dockerfile"), FILE);
        if (List.of(dockerfile.split("/")).contains("..") || dockerfile.length() > LONGEST) {
            throw BuildStore.invalid("dockerfile is a path in the folder that is built: " + dockerfile);
        }
        return new Build.Recipe(
                dockerfile,
                within("timeoutSeconds", request.timeoutSeconds().orElse(USUAL_SECONDS), 1, LONGEST_SECONDS),
                within("cpu", request.cpu().orElse(USUAL_CPU), 0, 196_608),
                within("memory", request.memory().orElse(USUAL_MEMORY), LEAST_MEMORY, 1 << 20));
    }

    private static String matching(String member, String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw BuildStore.invalid(member + " is not of the form " + form + ": " + text);
        }
        return text;
    }

    private static int within(String member, int number, int least, int most) {
        if (number < least || number > most) {
            throw BuildStore.invalid(member + " should be between " + least + " and " + most);
        }
        return number;
    }
}
