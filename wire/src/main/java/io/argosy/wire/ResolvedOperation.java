package io.argosy.wire;

import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ServiceModel;
import java.util.Map;

/// Where a request turned out to go: a service and its operation (with the values its path gave), or nowhere.
sealed interface ResolvedOperation {
    record To(OperationModel<?, ?> operation, Map<String, String> pathValues) implements ResolvedOperation {}

    record NoSuchOperation(ServiceModel service, String name) implements ResolvedOperation {}

    record NoSuchService() implements ResolvedOperation {}
}
