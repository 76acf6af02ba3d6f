package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.shapes.argosy.CreatePipelineRequest;
import io.argosy.shipping.Pipelining;
import io.argosy.shipping.Telling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `argosy pipeline`: how commits come to services.
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = "Builds, tests and deploys what is committed, and takes back what fails.")
final class PipelineCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    private interface Doing {
        void with(Pipelining pipelines) throws IOException, InterruptedException;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "say what to do: create, list, runs, push, start, approve, retry or delete");
        }
    }

    private static int run(ViewOptions view, Doing doing)
            throws IOException, ConfigurationRefused, InterruptedException {
        try (var server = view.connection()) {
            doing.with(new Pipelining(server.client(), new Telling(server.terminal(), view.json())));
        }
        return 0;
    }

    /// What a new pipeline is made of.
    static final class Wanted {
        @Option(names = "--service", paramLabel = "SERVICE", required = true, description = "which gets new versions")
        private String service = "";

        @Option(names = "--cluster", paramLabel = "CLUSTER", description = "of the service (default)")
        private String cluster = "default";

        @Option(names = "--container", paramLabel = "NAME", description = "which gets the image (the only one)")
        private Optional<String> container = Optional.empty();

        @Option(names = "--image", paramLabel = "REPOSITORY", description = "what images are called (as the service)")
        private Optional<String> image = Optional.empty();

        @Option(names = "--dockerfile", paramLabel = "FILE", description = "what is built (Dockerfile)")
        private Optional<String> dockerfile = Optional.empty();

        @Option(names = "--repository", paramLabel = "DIR", description = "makes a bare git repository to push to")
        private Optional<Path> repository = Optional.empty();

        @Option(names = "--git", paramLabel = "URL", description = "of a git repository, told of by its webhook")
        private Optional<String> git = Optional.empty();

        @Option(names = "--branch", paramLabel = "BRANCH", description = "whose commits are deployed (main)")
        private String branch = "main";

        @Option(names = "--poll", paramLabel = "SECONDS", description = "looks at --git so often, too")
        private Optional<Integer> poll = Optional.empty();

        @Option(names = "--tags", paramLabel = "PATTERN", description = "deploys images pushed with such a tag, as v*")
        private Optional<String> tags = Optional.empty();

        @Option(names = "--approval", description = "somebody has to say yes before it is deployed")
        private boolean approval;

        CreatePipelineRequest named(String name) {
            return CreatePipelineRequest.builder()
                    .pipelineName(name)
                    .cluster(cluster)
                    .serviceName(service)
                    .containerName(container)
                    .repositoryName(image.orElse(service))
                    .gitUrl(git)
                    .branch(git.map(_ -> branch))
                    .pollSeconds(poll)
                    .tagPattern(tags)
                    .dockerfile(dockerfile)
                    .approval(approval)
                    .build();
        }
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a pipeline for a service.")
    int create(@Parameters(paramLabel = "NAME") String name, @Mixin Wanted wanted, @Mixin ViewOptions view)
            throws IOException, ConfigurationRefused, InterruptedException {
        return run(view, pipelines -> pipelines.create(wanted.named(name), wanted.repository, wanted.branch));
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the pipelines.")
    int list(@Mixin ViewOptions view) throws IOException, ConfigurationRefused, InterruptedException {
        return run(view, Pipelining::list);
    }

    @Command(name = "runs", mixinStandardHelpOptions = true, description = "Shows runs, the newest first.")
    int runs(
            @Parameters(paramLabel = "NAME", arity = "0..1", description = "of this pipeline (all)")
                    Optional<String> name,
            @Option(names = "--most", paramLabel = "N", defaultValue = "20", description = "how many (20)") int most,
            @Mixin ViewOptions view)
            throws IOException, ConfigurationRefused, InterruptedException {
        return run(view, pipelines -> pipelines.runs(name, most));
    }

    @Command(name = "push", mixinStandardHelpOptions = true, description = "Brings a commit, and starts a run of it.")
    int push(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--repository", paramLabel = "DIR", defaultValue = ".", description = "with git (.)")
                    Path from,
            @Option(names = "--commit", paramLabel = "COMMIT", description = "the commit (HEAD)")
                    Optional<String> commit,
            @Mixin ViewOptions view)
            throws IOException, ConfigurationRefused, InterruptedException {
        return run(view, pipelines -> pipelines.push(name, from, commit));
    }

    @Command(name = "start", mixinStandardHelpOptions = true, description = "Starts a run of what its branch has.")
    int start(@Parameters(paramLabel = "NAME") String name, @Mixin ViewOptions view)
            throws IOException, ConfigurationRefused, InterruptedException {
        return run(view, pipelines -> pipelines.start(name));
    }

    @Command(name = "approve", mixinStandardHelpOptions = true, description = "Lets a run be deployed, or not.")
    int approve(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "RUN") int number,
            @Option(names = "--reject", description = "it is not deployed") boolean reject,
            @Option(names = "--comment", paramLabel = "TEXT", description = "why") Optional<String> comment,
            @Mixin ViewOptions view)
            throws IOException, ConfigurationRefused, InterruptedException {
        return run(view, pipelines -> pipelines.approve(name, number, !reject, comment));
    }

    @Command(name = "retry", mixinStandardHelpOptions = true, description = "Runs the same once more.")
    int retry(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "RUN") int number,
            @Mixin ViewOptions view)
            throws IOException, ConfigurationRefused, InterruptedException {
        return run(view, pipelines -> pipelines.retry(name, number));
    }

    @Command(name = "delete", mixinStandardHelpOptions = true, description = "Ends a pipeline and forgets its runs.")
    int delete(@Parameters(paramLabel = "NAME") String name, @Mixin ViewOptions view)
            throws IOException, ConfigurationRefused, InterruptedException {
        return run(view, pipelines -> pipelines.delete(name));
    }
}
