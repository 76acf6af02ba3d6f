package io.argosy.shapes;

/// A modelled error: its shape name, its HTTP status, whose fault it is, and its code (which differs from the name in
/// query services).
public record ErrorModel(String name, int status, boolean serverFault, String code) {}
