package io.argosy.builds;

import io.argosy.model.AccountEntity;
import io.argosy.model.AccountRegion;
import io.argosy.model.Arns;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// An image that is made of a Dockerfile and the files beside it, on an instance of a cluster. The ids
/// stand in the order in which builds were asked for.
public record Build(
        String id, String cluster, Target target, BuildSource source, Recipe recipe, Origin origin, BuildState state)
        implements AccountEntity {
    private static final String WORD = "live";
    private static final int ID_LETTERS = 32;
    private static final int TIME_LETTERS = 12;

    /// Those that are not over.
    public static final Index<Build> LIVE =
            new Index<>("live", build -> build.state().over() ? List.of() : List.of(WORD));

    /// Those that an instance works on.
    public static final Index<Build> BY_INSTANCE = new Index<>(
            "instance",
            build -> build.state() instanceof BuildState.Assigned assigned ? List.of(assigned.instance()) : List.of());

    /// In the order of their ids.
    static final Index<Build> BY_TIME = new Index<>("time", build -> List.of(build.id()));

    public static final Index<Build> BY_REPOSITORY =
            new Index<>("repository", build -> List.of(build.target().repository()));

    /// By what a client calls the request that asked for it.
    public static final Index<Build> BY_TOKEN = new Index<>(
            "token",
            build -> build.origin().clientToken().isEmpty()
                    ? List.of()
                    : List.of(build.origin().clientToken()));

    public static final Kind<Build> KIND = Kind.of("Build", Build.class)
            .indexed(LIVE)
            .indexed(BY_TIME)
            .indexed(BY_INSTANCE)
            .indexed(BY_REPOSITORY)
            .indexed(BY_TOKEN);

    /// What the image is called at the registry.
    public record Target(String repository, String tag) {
        public String arn(AccountRegion realm) {
            return new Arns(realm).repository(repository);
        }
    }

    /// How it is built: with which file, for how long at most, and with how much of its instance.
    public record Recipe(String dockerfile, int seconds, int cpu, int memoryMib) {}

    /// Who asked for it and when; the token is empty where none was given.
    public record Origin(Instant at, String by, String clientToken) {}

    static String live() {
        return WORD;
    }

    /// An id of now, of 32 hexadecimal digits.
    static String id(Instant now, String random) {
        String time = String.format(Locale.ROOT, "%0" + TIME_LETTERS + "x", now.toEpochMilli());
        return time + random.substring(0, ID_LETTERS - TIME_LETTERS);
    }

    @Override
    public String key() {
        return id;
    }

    public Build with(BuildState other) {
        return new Build(id, cluster, target, source, recipe, origin, other);
    }

    Build of(BuildSource other) {
        return new Build(id, cluster, target, other, recipe, origin, state);
    }

    /// The same over.
    public Build ended(BuildState.Outcome outcome, String reason, Instant now) {
        return ended(new BuildState.Ending(outcome, reason, ""), now);
    }

    Build ended(BuildState.Ending ending, Instant now) {
        return with(new BuildState.Ended(ending, state.work(), now));
    }

    /// The stream of its log.
    public String logStream() {
        return target.repository() + "/" + id;
    }
}
