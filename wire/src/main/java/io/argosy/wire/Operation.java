package io.argosy.wire;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.wire.access.Permission;
import java.util.List;

/// One API action, whole. Its input is decoded and within the model's limits, its caller is known and allowed; it
/// answers, or throws an `ApiException` that the caller is told.
public interface Operation<I extends Shape, O extends Shape> {
    OperationModel<I, O> model();

    /// All that the caller must be allowed for this input; nothing only where IAM asks for nothing.
    List<Permission> permissions(Caller caller, I input);

    O handle(Caller caller, I input);

    /// How large a request for it may be where that is more than requests may be in general.
    default int bodyBytes() {
        return 0;
    }
}
