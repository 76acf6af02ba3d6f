package io.argosy.secrets.parameters;

import io.argosy.model.Kind;
import io.argosy.secrets.sealing.Envelope;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.util.List;

/// What the Parameter Store can be asked here.
public final class ParameterOperations {
    /// The kinds of entities that it keeps in the account's store.
    public static final List<Kind<?>> KINDS = List.of(StoredParameter.KIND, ParameterVersion.KIND);

    private ParameterOperations() {}

    public static List<Operation<?, ?>> all(Stores stores, Envelope envelope) {
        var parameters = new ParameterStore(stores, envelope);
        return List.of(
                new PutParameter(parameters),
                new GetParameter(parameters),
                new GetParameters(parameters),
                new GetParametersByPath(parameters),
                new GetParameterHistory(parameters),
                new LabelParameterVersion(parameters),
                new UnlabelParameterVersion(parameters),
                new DescribeParameters(parameters),
                new DeleteParameter(parameters),
                new DeleteParameters(parameters),
                new AddTagsToResource(parameters),
                new RemoveTagsFromResource(parameters),
                new ListTagsForResource(parameters));
    }
}
