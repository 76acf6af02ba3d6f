package io.argosy.app.server;

import io.argosy.access.AccessControl;
import io.argosy.wire.Operation;
import java.util.List;

/// Users, roles and policies, wired. `Access` has opened them already: every room's requests are signed with their
/// keys.
final class AccessModule implements ServerModule {
    static final Plan PLAN = new Plan(AccessControl.KINDS, AccessModule::open);

    private final AccessControl control;

    private AccessModule(AccessControl control) {
        this.control = control;
    }

    private static ServerModule open(Context context) {
        return new AccessModule(context.access().control());
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return control.operations();
    }

    @Override
    public List<Cleanup> often() {
        return List.of(control::cleanUp);
    }
}
