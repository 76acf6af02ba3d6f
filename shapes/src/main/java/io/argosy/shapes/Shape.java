package io.argosy.shapes;

import org.jspecify.annotations.Nullable;

/// A structure of an AWS service, as a generated record. Its `Structure` describes it, so that codecs and checks can
/// walk any shape without knowing its type.
public interface Shape {
    Structure<?> structure();

    /// The member at this position of `structure().members()`, or null when it is absent.
    @Nullable
    Object value(int member);
}
