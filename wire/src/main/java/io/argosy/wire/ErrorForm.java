package io.argosy.wire;

import io.argosy.model.ApiError;
import io.argosy.shapes.Protocol;
import io.argosy.shapes.ServiceModel;
import io.argosy.wire.access.CredentialScope;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.SignatureVerifier;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The form in which a client can read a refusal: its service's protocol, or, for a service that is not offered, the
/// one its tools are known to speak.
record ErrorForm(Kind kind, String xmlNamespace) {
    enum Kind {
        JSON_1_0,
        JSON_1_1,
        REST_JSON,
        QUERY_XML,
        EC2_XML,
        REST_XML
    }

    static final ErrorForm FALLBACK = new ErrorForm(Kind.JSON_1_1, "");

    private static final Set<String> REST_XML_SERVICES = Set.of("s3", "s3express", "s3-outposts", "s3-object-lambda");
    private static final Set<String> QUERY_LIKE_XML_SERVICES = Set.of("route53", "cloudfront");

    static ErrorForm of(ServiceModel service) {
        return new ErrorForm(kind(service.protocol()), service.xmlNamespace());
    }

    private static Kind kind(Protocol protocol) {
        return switch (protocol) {
            case AWS_JSON_1_0 -> Kind.JSON_1_0;
            case AWS_JSON_1_1 -> Kind.JSON_1_1;
            case REST_JSON_1 -> Kind.REST_JSON;
            case QUERY -> Kind.QUERY_XML;
        };
    }

    /// For a request that nobody has checked yet, or cannot carry out.
    static ErrorForm of(RequestHead head, Dispatcher dispatcher) {
        Optional<String> claimed = SignatureVerifier.claimedScope(head).map(CredentialScope::service);
        return claimed.flatMap(dispatcher::service)
                .or(() -> dispatcher.serviceByTarget(head))
                .map(ErrorForm::of)
                .orElseGet(() -> new ErrorForm(guess(claimed.orElse(""), head), ""));
    }

    private static Kind guess(String service, RequestHead head) {
        if (REST_XML_SERVICES.contains(service)) {
            return Kind.REST_XML;
        }
        String contentType = head.header("content-type").orElse("");
        boolean form = contentType.startsWith("application/x-www-form-urlencoded")
                || head.rawQuery().contains("Action=");
        if (form) {
            return service.equals("ec2") ? Kind.EC2_XML : Kind.QUERY_XML;
        }
        if (QUERY_LIKE_XML_SERVICES.contains(service)) {
            return Kind.QUERY_XML;
        }
        return contentType.startsWith("application/x-amz-json-1.0") ? Kind.JSON_1_0 : Kind.JSON_1_1;
    }

    /// A service that nobody offers here, with the code that its clients expect for such a thing.
    ApiError notOffered(String service) {
        String message = "The service " + service + " is not offered here.";
        return switch (kind) {
            case JSON_1_0, JSON_1_1, REST_JSON -> new ApiError("UnknownOperationException", message);
            case QUERY_XML, EC2_XML -> new ApiError("InvalidAction", message);
            case REST_XML -> new ApiError("NotImplemented", message, 501, Map.of());
        };
    }

    /// Query services, and those whose XML is like theirs, have codes of their own for refused signatures.
    boolean xml() {
        return switch (kind) {
            case JSON_1_0, JSON_1_1, REST_JSON -> false;
            case QUERY_XML, EC2_XML, REST_XML -> true;
        };
    }
}
