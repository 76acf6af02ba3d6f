package io.argosy.pipelines;

/// Where what is new comes from.
public sealed interface PipelineSource {
    /// Whoever has a new commit brings it, as the hook of a repository does.
    record Pushed() implements PipelineSource {}

    /// A branch of a git repository, told of by a webhook, and looked at every so often where that is not 0.
    record Git(String url, String branch, int pollSeconds) implements PipelineSource {}

    /// An image that is pushed with a tag that fits: `*` stands for any letters.
    record Tag(String pattern) implements PipelineSource {}
}
