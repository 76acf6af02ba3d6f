package io.argosy.insight.metrics;

/// Somebody who measures: asked at every scrape, for what is so at that moment. It takes no lock that a
/// writer needs.
public interface Figures {
    void report(Scrape scrape);
}
