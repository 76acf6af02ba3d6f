package io.argosy.jobqueues.resources;

import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.wire.OperationTable;
import java.util.function.Supplier;

/// Calls operations of our own ECS as the service that Batch is, not as whoever asked Batch (batch-semantics 14).
public final class EcsCalls {
    private final OperationTable operations;
    private final Supplier<String> ids;

    public EcsCalls(OperationTable operations, Supplier<String> ids) {
        this.operations = operations;
        this.ids = ids;
    }

    public <I extends Shape, O extends Shape> O call(AccountRegion realm, OperationModel<I, O> operation, I input) {
        return operations.call(service(realm), operation, input);
    }

    private Caller service(AccountRegion realm) {
        return new Caller(realm, new BatchArns(realm).serviceRole(), "", ids.get());
    }
}
