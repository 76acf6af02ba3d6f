package io.argosy.wire;

import io.argosy.model.Caller;
import io.argosy.wire.access.QueryString;

/// A verified request to open a websocket: who asks, on which path, with which query parameters.
public record Handshake(Caller caller, String path, QueryString query) {}
