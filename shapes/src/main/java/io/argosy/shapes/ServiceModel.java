package io.argosy.shapes;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A service's interface: how it is addressed, its operations and errors. Structures are found by name when needed, so
/// that speaking one operation does not load the rest.
public final class ServiceModel {
    private final Facts facts;
    private final List<String> operations;
    private final Function<String, @Nullable OperationModel<?, ?>> operationByName;
    private final Function<String, Structure<?>> structureByName;
    private final Function<String, @Nullable ErrorModel> errorByName;
    private final ConcurrentHashMap<String, Structure<?>> known = new ConcurrentHashMap<>();

    /// What identifies a service on the wire. `enumsChecked` says whether values outside an enum are refused here; some
    /// services answer those in operations, in words of their own.
    public record Facts(
            String name,
            Protocol protocol,
            String version,
            String targetPrefix,
            String signingName,
            String xmlNamespace,
            boolean enumsChecked) {}

    public ServiceModel(
            Facts facts,
            List<String> operations,
            Function<String, @Nullable OperationModel<?, ?>> operationByName,
            Function<String, Structure<?>> structureByName,
            Function<String, @Nullable ErrorModel> errorByName) {
        this.facts = facts;
        this.operations = operations;
        this.operationByName = operationByName;
        this.structureByName = structureByName;
        this.errorByName = errorByName;
    }

    public String name() {
        return facts.name();
    }

    public Protocol protocol() {
        return facts.protocol();
    }

    public String version() {
        return facts.version();
    }

    /// What stands before the dot in `X-Amz-Target`.
    public String targetPrefix() {
        return facts.targetPrefix();
    }

    public String signingName() {
        return facts.signingName();
    }

    public String xmlNamespace() {
        return facts.xmlNamespace();
    }

    public boolean enumsChecked() {
        return facts.enumsChecked();
    }

    /// The names of all operations, sorted.
    public List<String> operations() {
        return operations;
    }

    public Optional<OperationModel<?, ?>> operation(String name) {
        return Optional.ofNullable(operationByName.apply(name));
    }

    public Optional<ErrorModel> error(String name) {
        return Optional.ofNullable(errorByName.apply(name));
    }

    /// The structure of this name; the generated code asks only for names that exist.
    public Structure<?> structure(String name) {
        Structure<?> structure = known.get(name);
        if (structure == null) {
            structure = structureByName.apply(name);
            known.put(name, structure);
        }
        return structure;
    }

    @Override
    public String toString() {
        return name();
    }
}
