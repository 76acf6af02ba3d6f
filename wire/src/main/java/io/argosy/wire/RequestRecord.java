package io.argosy.wire;

import io.argosy.model.Caller;
import io.argosy.shapes.Member;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is kept of a request once it was answered: a count, a line in the log, and a word to the audit if it could
/// have changed anything.
final class RequestRecord {
    private static final Logger log = LoggerFactory.getLogger(Invocation.class);

    /// Members that say what a request is about, and hold no content.
    private static final Pattern NAMING =
            Pattern.compile("(?i).*(arn|name|id|cluster|service|task|family|definition|instance|repository)");

    private static final int LONGEST_NAME = 512;

    private final RequestCounts counts;
    private final Audit audit;
    private final InstantSource clock;

    RequestRecord(RequestCounts counts, Audit audit, InstantSource clock) {
        this.counts = counts;
        this.audit = audit;
        this.clock = clock;
    }

    /// What was read of it: nothing where it could not be read, or was not asked for its rights.
    record Read(Map<String, String> named, List<Permission> needed) {
        static final Read NOTHING = new Read(Map.of(), List.of());

        static Read of(Shape input, List<Permission> needed) {
            Map<String, String> named = new HashMap<>();
            List<Member> members = input.structure().members();
            for (int i = 0; i < members.size(); i++) {
                Member member = members.get(i);
                if (input.value(i) instanceof String text && names(member, text)) {
                    named.put(member.name(), text);
                }
            }
            return new Read(named, needed);
        }

        private static boolean names(Member member, String text) {
            return !member.sensitive()
                    && text.length() <= LONGEST_NAME
                    && NAMING.matcher(member.name()).matches();
        }
    }

    record Request(OperationModel<?, ?> model, Caller caller, RequestOrigin origin, Read read) {}

    record Outcome(int status, Optional<String> error, Duration took) {}

    void answered(Request request, Outcome outcome) {
        counts.answered(request.model(), outcome.status(), outcome.took());
        Caller caller = request.caller();
        String line = "request={} operation={} principal={} region={} status={} code={} ms={}";
        Object[] facts = {
            caller.requestId(),
            request.model(),
            caller.principalArn(),
            LoggedText.of(caller.realm().region()),
            outcome.status(),
            outcome.error().orElse("-"),
            outcome.took().toMillis()
        };
        if (ReadOnly.is(request.model().name()) || isLog(request.model().name())) {
            log.debug(line, facts);
        } else {
            log.info(line, facts);
            if (!isReport(request.model().name())) {
                audit.tell(audited(request, outcome));
            }
        }
    }

    private static boolean isLog(String operation) {
        return operation.equals("PutLogEvents");
    }

    /// Agents tell by the thousand what became of their tasks; nobody asked for that to happen.
    private static boolean isReport(String operation) {
        return operation.startsWith("Submit") && operation.contains("StateChange");
    }

    private AuditedCall audited(Request request, Outcome outcome) {
        Caller caller = request.caller();
        return new AuditedCall(
                clock.instant(),
                caller.requestId(),
                new AuditedCall.Who(
                        caller.principalArn(),
                        caller.accessKeyId(),
                        request.origin().address(),
                        request.origin().userAgent()),
                new AuditedCall.What(
                        request.model().model().signingName(),
                        request.model().name(),
                        caller.realm().region(),
                        request.read().named(),
                        resources(request.read().needed())),
                outcome.status(),
                outcome.error());
    }

    private static List<String> resources(List<Permission> needed) {
        return needed.stream()
                .map(Permission::resource)
                .filter(resource -> !resource.equals(Permission.ANY_RESOURCE))
                .distinct()
                .toList();
    }
}
