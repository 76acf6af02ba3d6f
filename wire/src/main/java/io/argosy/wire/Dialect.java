package io.argosy.wire;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.Validator;
import java.util.Map;

/// Requests into inputs and outputs into answers, in whichever protocol the operation's service speaks.
final class Dialect {
    private Dialect() {}

    static <I extends Shape> I read(OperationModel<I, ?> model, ApiRequest request, Map<String, String> pathValues) {
        I input = switch (model.model().protocol()) {
            case REST_JSON_1, QUERY -> throw OperationTable.notBuilt(model).thrown();
            case AWS_JSON_1_0, AWS_JSON_1_1 -> JsonCodec.read(request.body(), model.input());
        };
        Validator.check(input);
        return input;
    }

    static <O extends Shape> Answer write(OperationModel<?, O> model, O output, String requestId) {
        return switch (model.model().protocol()) {
            case AWS_JSON_1_0, REST_JSON_1, QUERY ->
                Answer.of(200, "application/x-amz-json-1.0", JsonCodec.write(output));
            case AWS_JSON_1_1 -> Answer.of(200, "application/x-amz-json-1.1", JsonCodec.write(output));
        };
    }
}
