import java.util.Map;
import java.util.Set;

/// How wire names become Java names.
final class Names {
    private static final Set<String> RESERVED = Set.of(
            "default", "class", "public", "private", "protected", "enum", "return", "final", "new", "package", "import",
            "interface", "static", "switch", "case", "for", "if", "int", "long", "abstract", "this", "super", "clone",
            "finalize", "hashCode", "notify", "notifyAll", "toString", "wait", "structure", "builder", "build",
            "toBuilder", "of", "getClass", "native");
    private static final Map<String, String> SERVICE_CLASSES = Map.of(
            "applicationautoscaling", "ApplicationAutoScaling", "servicediscovery", "ServiceDiscovery",
            "secretsmanager", "SecretsManager");

    private Names() {}

    /// `DNSName` becomes `dnsName`, `Arn` becomes `arn`, `TTL` becomes `ttl`.
    static String member(String wire) {
        int capitals = 0;
        while (capitals < wire.length() && Character.isUpperCase(wire.charAt(capitals))) {
            capitals++;
        }
        int lowered = capitals > 1 && capitals < wire.length() ? capitals - 1 : capitals;
        String name = wire.substring(0, lowered).toLowerCase() + wire.substring(lowered);
        return RESERVED.contains(name) ? name + "Value" : name;
    }

    /// `RunTask` becomes `RUN_TASK`, `AssumeRoleWithSAML` becomes `ASSUME_ROLE_WITH_SAML`.
    static String constant(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2").toUpperCase();
    }

    static String serviceClass(String service) {
        String plain = Character.toUpperCase(service.charAt(0)) + service.substring(1);
        return SERVICE_CLASSES.getOrDefault(service, plain);
    }

    static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
