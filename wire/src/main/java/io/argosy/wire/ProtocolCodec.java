package io.argosy.wire;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.QueryCodec;
import io.argosy.shapes.RestJsonCodec;
import io.argosy.shapes.Shape;
import io.argosy.shapes.Validator;
import io.argosy.wire.access.QueryString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Requests into inputs and outputs into answers, in whichever protocol the operation's service speaks.
final class ProtocolCodec {
    private ProtocolCodec() {}

    static <I extends Shape> I read(OperationModel<I, ?> model, ApiRequest request, Map<String, String> pathValues) {
        I input = decoded(model, request, pathValues);
        Validator.check(input);
        return input;
    }

    /// The input as it came, its limits not yet looked at.
    static <I extends Shape> I decoded(OperationModel<I, ?> model, ApiRequest request, Map<String, String> pathValues) {
        return switch (model.model().protocol()) {
            case AWS_JSON_1_0, AWS_JSON_1_1 -> JsonCodec.read(request.body(), model.input());
            case REST_JSON_1 -> RestJsonCodec.read(request.body(), pathValues, queryValues(request), model.input());
            case QUERY -> QueryCodec.read(form(request), model.input());
        };
    }

    private static Map<String, List<String>> queryValues(ApiRequest request) {
        return QueryString.parse(request.head().rawQuery()).parameters().stream()
                .collect(Collectors.groupingBy(
                        QueryString.Parameter::name,
                        Collectors.mapping(QueryString.Parameter::value, Collectors.toList())));
    }

    private static Map<String, String> form(ApiRequest request) {
        return Dispatcher.form(request.head(), request.body()).parameters().stream()
                .collect(Collectors.toMap(
                        QueryString.Parameter::name, QueryString.Parameter::value, (first, _) -> first));
    }

    static <O extends Shape> Answer write(OperationModel<?, O> model, O output, String requestId) {
        return switch (model.model().protocol()) {
            case AWS_JSON_1_0 -> Answer.of(200, "application/x-amz-json-1.0", JsonCodec.write(output));
            case AWS_JSON_1_1 -> Answer.of(200, "application/x-amz-json-1.1", JsonCodec.write(output));
            case REST_JSON_1 -> Answer.of(model.http().status(), "application/json", RestJsonCodec.write(output));
            case QUERY ->
                Answer.of(
                        200,
                        "text/xml",
                        QueryCodec.write(model.name(), output, model.model().xmlNamespace(), requestId)
                                .getBytes(StandardCharsets.UTF_8));
        };
    }
}
