package io.argosy.wire;

import io.argosy.model.Caller;
import io.argosy.shapes.Shape;

/// An API action whose answer is events over a long time.
public interface StreamingOperation<I extends Shape, O extends Shape> extends Operation<I, O> {
    /// Begins them, or refuses as any operation does.
    EventStream open(Caller caller, I input);

    @Override
    default O handle(Caller caller, I input) {
        throw new IllegalStateException(model() + " answers with a stream");
    }
}
