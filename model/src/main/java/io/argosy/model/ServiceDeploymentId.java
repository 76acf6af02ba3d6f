package io.argosy.model;

import java.math.BigInteger;

/// Which deployment of a service: `sequence` counts them, `code` are the 21 characters that its ARN ends with
/// (ecs-semantics 2.1).
public record ServiceDeploymentId(ServiceName service, long sequence, String code) {
    private static final int LENGTH = 21;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// `id` is 32 random hex digits.
    public static ServiceDeploymentId of(ServiceName service, long sequence, String id) {
        var code = new StringBuilder();
        var rest = new BigInteger(id, 16);
        for (int i = 0; i < LENGTH; i++) {
            code.append(LETTERS.charAt(rest.intValue() & (LETTERS.length() - 1)));
            rest = rest.shiftRight(6);
        }
        return new ServiceDeploymentId(service, sequence, code.toString());
    }

    String key() {
        return "%s/%012d".formatted(service, sequence);
    }
}
