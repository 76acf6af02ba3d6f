package io.argosy.shapes;

/// The wire protocols our services speak.
public enum Protocol {
    AWS_JSON_1_0,
    AWS_JSON_1_1,
    REST_JSON_1,
    QUERY
}
