package io.argosy.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.argosy.model.ApiError;
import io.argosy.wire.access.SignatureRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The one place where a refusal becomes bytes, in the form each protocol has for it.
final class ErrorWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private ErrorWriter() {}

    static Answer write(ApiError error, ErrorForm form, String requestId) {
        return switch (form.kind()) {
            case JSON_1_0 -> json(error, "application/x-amz-json-1.0");
            case JSON_1_1 -> json(error, "application/x-amz-json-1.1");
            case REST_JSON -> json(error, "application/json");
            case QUERY_XML -> xml(error, queryXml(error, form.xmlNamespace(), requestId));
            case EC2_XML -> xml(error, ec2Xml(error, requestId));
            case REST_XML -> xml(error, restXml(error, requestId));
        };
    }

    static Answer json(ApiError error, String contentType) {
        return new Answer(error.status(), contentType, Map.of("x-amzn-ErrorType", error.code()), jsonBody(error));
    }

    private static byte[] jsonBody(ApiError error) {
        var out = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("__type", error.code());
            json.writeStringField("message", error.message());
            for (Map.Entry<String, ApiError.Member> member : error.members().entrySet()) {
                json.writeFieldName(member.getKey());
                switch (member.getValue()) {
                    case ApiError.Member.Texts(var values) ->
                        json.writeArray(values.toArray(String[]::new), 0, values.size());
                    case ApiError.Member.Text(String value) -> json.writeString(value);
                    case ApiError.Member.Number(long value) -> json.writeNumber(value);
                }
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static Answer xml(ApiError error, String text) {
        return Answer.of(error.status(), "text/xml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String queryXml(ApiError error, String namespace, String requestId) {
        String fault = error.status() >= 500 ? "Receiver" : "Sender";
        return "<ErrorResponse xmlns=\"" + escaped(namespace) + "\">\n  <Error>\n    <Type>" + fault
                + "</Type>\n    <Code>" + escaped(error.code()) + "</Code>\n    <Message>" + escaped(error.message())
                + "</Message>\n  </Error>\n  <RequestId>" + escaped(requestId) + "</RequestId>\n</ErrorResponse>\n";
    }

    private static String ec2Xml(ApiError error, String requestId) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error>" + codeAndMessage(error)
                + "</Error></Errors><RequestID>" + escaped(requestId) + "</RequestID></Response>\n";
    }

    private static String restXml(ApiError error, String requestId) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>" + codeAndMessage(error) + "<RequestId>"
                + escaped(requestId) + "</RequestId></Error>\n";
    }

    private static String codeAndMessage(ApiError error) {
        return "<Code>" + escaped(error.code()) + "</Code><Message>" + escaped(error.message()) + "</Message>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// A refused signature in the words of the protocol: query services have names and statuses of their own.
    static ApiError signature(SignatureRefused refused, ErrorForm form) {
        boolean query = form.xml();
        String code = switch (refused.kind()) {
            case MISSING -> query ? "MissingAuthenticationToken" : "MissingAuthenticationTokenException";
            case INCOMPLETE -> query ? "IncompleteSignature" : "IncompleteSignatureException";
            case UNRECOGNIZED -> query ? "InvalidClientTokenId" : "UnrecognizedClientException";
            case NOT_COVERED, OUT_OF_TIME -> query ? "SignatureDoesNotMatch" : "InvalidSignatureException";
            case TOKEN_EXPIRED -> query ? "ExpiredToken" : "ExpiredTokenException";
        };
        return new ApiError(code, refused.text(), query ? 403 : 400, Map.of());
    }
}
