package io.argosy.shapes;

/// Any JSON value, kept as the compact text it arrived as.
public record JsonDocument(String json) {}
