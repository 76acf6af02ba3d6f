package io.argosy.wire;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ShapeException;
import io.argosy.shapes.Validator;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.Rights;
import io.argosy.wire.access.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Operations that the server's own rooms call, by name and without the port: one room needs to know nothing of another
/// that way. The caller's rights decide, and the call is recorded, as for any request.
public final class LocalCalls {
    private static final int OK = 200;

    private final Supplier<String> requestIds;
    private final RequestRecord record;
    private final OperationTable operations;

    /// Who calls: a principal with its rights, and the program it is, as `AWS Service` names it in records.
    public record As(AccountRegion realm, String principal, Rights rights, String program) {
        /// The account itself, for what the server does on its own.
        public static As account(AccountRegion realm, String program) {
            return new As(realm, "arn:aws:iam::" + realm.account() + ":root", Rights.EVERYTHING, program);
        }
    }

    /// `operations` are those that can be called.
    public LocalCalls(OperationTable operations, Supplier<String> requestIds, InstantSource clock, Audit audit) {
        this.operations = operations;
        this.requestIds = requestIds;
        this.record = new RequestRecord(new RequestCounts(), audit, clock);
    }

    public boolean offers(OperationModel<?, ?> model) {
        return operations.find(model).isPresent();
    }

    /// Throws what the operation refuses with; `ApiException` also where the rights do not reach.
    public <I extends Shape, O extends Shape> O call(OperationModel<I, O> model, I input, As as) {
        long started = System.nanoTime();
        Caller caller = new Caller(as.realm(), as.principal(), as.program(), requestIds.get());
        RequestRecord.Read read = RequestRecord.Read.NOTHING;
        int status = OK;
        Optional<String> code = Optional.empty();
        try {
            Operation<I, O> operation = built(model);
            Validator.check(input);
            List<Permission> needed = operation.permissions(caller, input);
            read = RequestRecord.Read.of(input, needed);
            allow(needed, model, as);
            return operation.handle(caller, input);
        } catch (ShapeException unfit) {
            ApiError error = ServiceErrors.input(unfit, model);
            status = error.status();
            code = Optional.of(error.code());
            throw error.thrown();
        } catch (ApiException refused) {
            status = refused.error().status();
            code = Optional.of(refused.error().code());
            throw refused;
        } finally {
            record.answered(
                    new RequestRecord.Request(model, caller, new RequestOrigin("", false, as.program()), read),
                    new RequestRecord.Outcome(status, code, Duration.ofNanos(System.nanoTime() - started)));
        }
    }

    @SuppressWarnings("unchecked")
    private <I extends Shape, O extends Shape> Operation<I, O> built(OperationModel<I, O> model) {
        return (Operation<I, O>) operations
                .find(model)
                .orElseThrow(() -> OperationTable.notBuilt(model).thrown());
    }

    private static void allow(List<Permission> needed, OperationModel<?, ?> model, As as) {
        for (Permission permission : needed) {
            Permission asked = permission.with("aws:RequestedRegion", as.realm().region());
            if (as.rights().verdict(asked) instanceof Verdict.Denied denied) {
                throw ServiceErrors.denied(
                                as.principal(),
                                permission,
                                denied,
                                model.model().protocol())
                        .thrown();
            }
        }
    }
}
