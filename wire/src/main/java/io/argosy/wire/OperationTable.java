package io.argosy.wire;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ServiceModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ShapeException;
import io.argosy.shapes.Validator;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operations this server carries out, and the refusals for those it knows but does not.
public final class OperationTable {
    private final Map<String, Operation<?, ?>> built = new HashMap<>();

    public OperationTable(Collection<? extends Operation<?, ?>> operations) {
        for (Operation<?, ?> operation : operations) {
            if (built.put(operation.model().toString(), operation) != null) {
                throw new IllegalArgumentException("two operations for " + operation.model());
            }
        }
    }

    public Optional<Operation<?, ?>> find(OperationModel<?, ?> model) {
        return Optional.ofNullable(built.get(model.toString()));
    }

    /// Carries an operation out within the server, for a room that works by another's operations. Its input must be
    /// within the model's limits, as any other; nobody asks what the caller may.
    public <I extends Shape, O extends Shape> O call(Caller caller, OperationModel<I, O> model, I input) {
        Operation<?, ?> operation = find(model).orElseThrow(() -> new IllegalStateException("nobody offers " + model));
        @SuppressWarnings("unchecked") // It is found by its model, which has these types.
        var typed = (Operation<I, O>) operation;
        try {
            Validator.check(input);
        } catch (ShapeException breach) {
            throw ServiceErrors.input(breach, model).thrown();
        }
        return typed.handle(caller, input);
    }

    static ApiError notBuilt(OperationModel<?, ?> model) {
        String code =
                List.of("UnsupportedFeatureException", "UnsupportedOperationException", "OperationNotSupported")
                        .stream()
                        .filter(model.errors()::contains)
                        .findFirst()
                        .orElse(model.model().signingName().equals("batch") ? "ClientException" : "InvalidAction");
        return new ApiError(code, model.name() + " is not available in this version of Argosy.");
    }

    static ApiError unknown(ServiceModel service, String name) {
        return switch (service.protocol()) {
            case QUERY ->
                new ApiError("InvalidAction", "Could not find operation " + name + " for version " + service.version());
            case AWS_JSON_1_0, AWS_JSON_1_1 -> new ApiError("UnknownOperationException", unknownName(service, name));
            case REST_JSON_1 -> new ApiError("UnknownOperationException", unknownName(service, name), 404, Map.of());
        };
    }

    private static String unknownName(ServiceModel service, String name) {
        return "The operation " + name + " is unknown to " + service.name() + ".";
    }
}
