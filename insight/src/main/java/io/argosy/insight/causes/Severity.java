package io.argosy.insight.causes;

/// How much a finding matters, the worst first: something wanted does not run; something may soon not; nothing
/// is wrong.
enum Severity {
    CRITICAL,
    WARNING,
    NOTE
}
