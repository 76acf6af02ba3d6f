package io.argosy.wire;

import io.argosy.model.Caller;
import io.argosy.wire.access.QueryString;
import java.util.Optional;

/// A verified request for a feed: who asks, with which query parameters, and the id of the last event that it got
/// before, if it says one.
public record FeedRequest(Caller caller, QueryString query, Optional<String> lastEventId) {}
