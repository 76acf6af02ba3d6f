package io.argosy.access;

import io.argosy.access.credentials.AccountAccess;
import io.argosy.access.credentials.AccountKeys;
import io.argosy.access.credentials.KeyCleanup;
import io.argosy.access.credentials.KeyMaker;
import io.argosy.access.credentials.NewRoles;
import io.argosy.access.credentials.ParsedPolicies;
import io.argosy.access.credentials.ResourcePolicies;
import io.argosy.access.credentials.RoleTrust;
import io.argosy.access.credentials.ServiceRoles;
import io.argosy.access.credentials.TaskRoles;
import io.argosy.access.operations.AccessOperations;
import io.argosy.access.principals.AccessState;
import io.argosy.model.Kind;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Credential;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The access of an account as one thing: its keys, the operations of IAM and STS, and the roles of tasks.
public final class AccessControl {
    /// The kinds of entities that the stores must know.
    public static final List<Kind<?>> KINDS = AccessState.KINDS;

    private final AccountKeys keys;
    private final TaskRoles tasks;
    private final ServiceRoles services;
    private final ResourcePolicies resources;
    private final KeyCleanup cleanup;
    private final List<Operation<?, ?>> operations;

    private AccessControl(
            AccountKeys keys,
            TaskRoles tasks,
            ServiceRoles services,
            ResourcePolicies resources,
            KeyCleanup cleanup,
            List<Operation<?, ?>> operations) {
        this.keys = keys;
        this.tasks = tasks;
        this.services = services;
        this.resources = resources;
        this.cleanup = cleanup;
        this.operations = List.copyOf(operations);
    }

    /// Where ids, secrets and time come from: ids are 32 hex digits, secrets 40 letters.
    public record Sources(InstantSource clock, Supplier<String> ids, Supplier<String> secrets) {}

    /// `createRoles` says that a role which a task or a schedule asks for is made when it is not there.
    public static AccessControl open(Stores stores, String account, boolean createRoles, Sources sources) {
        var access = new AccountAccess(stores, account);
        var policies = new ParsedPolicies();
        var keys = new AccountKeys(access, policies, sources.clock());
        var trust = new RoleTrust(access, keys, policies);
        var maker = new KeyMaker(sources.ids(), sources.secrets());
        var newRoles = new NewRoles(access, maker, createRoles);
        return new AccessControl(
                keys,
                new TaskRoles(access, trust, maker, sources.clock(), newRoles),
                new ServiceRoles(access, trust, policies, newRoles, sources.clock()),
                new ResourcePolicies(access, policies),
                new KeyCleanup(access, sources.clock()),
                AccessOperations.all(access, maker, trust));
    }

    /// A key of a user, a session or a task, as it is worth at this moment.
    public Optional<Credential> credential(String accessKeyId) {
        return keys.credential(accessKeyId);
    }

    public TaskRoles tasks() {
        return tasks;
    }

    /// Roles that the server's own services take.
    public ServiceRoles services() {
        return services;
    }

    /// Policies that resources of other rooms have.
    public ResourcePolicies resources() {
        return resources;
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    /// Forgets temporary keys that are over.
    public void cleanUp() {
        cleanup.pass();
    }
}
