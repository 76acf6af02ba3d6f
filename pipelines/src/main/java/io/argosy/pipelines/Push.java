package io.argosy.pipelines;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A push as a git host tells of it: which ref is at which commit now, what the commit says, and who pushed.
record Push(String ref, String commit, String message, String by) {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
    private static final Pattern NOTHING = Pattern.compile("0+");
    private static final List<String> EVENTS = List.of("X-GitHub-Event", "X-Gitea-Event", "X-Gitlab-Event");
    private static final int LONGEST = 500;

    /// Hosts name what they tell of in a header; of what has none nothing else is known.
    static boolean isPush(Function<String, @Nullable String> headers) {
        List<String> events = EVENTS.stream()
                .flatMap(name -> Optional.ofNullable(headers.apply(name)).stream())
                .toList();
        return events.isEmpty() || events.stream().anyMatch(event -> event.equals("push") || event.equals("Push Hook"));
    }

    /// Nothing where a branch went, or where no commit is named.
    static Optional<Push> of(Map<String, Object> body) {
        String commit = text(body, "after");
        if (!COMMIT.matcher(commit).matches() || NOTHING.matcher(commit).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Push(text(body, "ref"), commit, message(body, commit), by(body)));
    }

    private static String message(Map<String, Object> body, String commit) {
        if (body.get("head_commit") instanceof Map<?, ?> head && head.get("message") instanceof String said) {
            return brief(said);
        }
        if (body.get("commits") instanceof List<?> commits) {
            for (Object one : commits) {
                if (one instanceof Map<?, ?> told
                        && commit.equals(told.get("id"))
                        && told.get("message") instanceof String said) {
                    return brief(said);
                }
            }
        }
        return "";
    }

    /// GitHub and Gitea have a pusher, GitLab has names beside everything else.
    private static String by(Map<String, Object> body) {
        if (body.get("pusher") instanceof Map<?, ?> pusher) {
            Object name = pusher.get("name") instanceof String known ? known : pusher.get("login");
            return name instanceof String known ? brief(known) : "";
        }
        return brief(text(body, "user_username"));
    }

    private static String text(Map<String, Object> body, String member) {
        return body.get(member) instanceof String text ? text : "";
    }

    private static String brief(String text) {
        String first = text.lines().findFirst().orElse("");
        return first.substring(0, Math.min(LONGEST, first.length()));
    }
}
