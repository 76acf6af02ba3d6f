package io.argosy.wire;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.wire.access.Permission;

/// One API action, whole. Its input is decoded and within the model's limits, its caller is known and allowed; it
/// answers, or throws an `ApiException` that the caller is told.
public interface Operation<I extends Shape, O extends Shape> {
    OperationModel<I, O> model();

    /// What the caller must be allowed for this input.
    Permission permission(I input);

    O handle(Caller caller, I input);
}
