package io.argosy.builds;

import java.io.IOException;

/// At which commits branches of git repositories are.
public record GitTips(GitFetcher.Settings settings) {
    /// The commit; empty if there is no such branch.
    public String of(String url, String branch) throws IOException, InterruptedException {
        return GitClone.tip(settings, url, branch);
    }
}
