package io.argosy.wire;

import io.argosy.wire.access.RequestHead;

/// A request for an AWS API as it came in, its body read whole and still as it was signed.
record ApiRequest(String id, RequestHead head, byte[] body, RequestOrigin origin) {}
