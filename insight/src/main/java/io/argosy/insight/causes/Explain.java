package io.argosy.insight.causes;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.control.access.JoinRefusals;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ExplainRequest;
import io.argosy.shapes.argosy.ExplainResponse;
import io.argosy.shapes.argosy.Finding;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// `Explain`: why something is as it is, or everything that is wrong in a cluster; from the durable state, by the
/// functions that decide. It writes nothing.
public final class Explain implements Operation<ExplainRequest, ExplainResponse> {
    private static final int MOST_FINDINGS = 50;
    private static final int LONGEST_SUBJECT = 512;

    private final Clusters clusters;
    private final JoinRefusals refusals;
    private final Duration lostAfter;
    private final InstantSource clock;

    public Explain(Clusters clusters, JoinRefusals refusals, Duration lostAfter, InstantSource clock) {
        this.clusters = clusters;
        this.refusals = refusals;
        this.lostAfter = lostAfter;
        this.clock = clock;
    }

    @Override
    public OperationModel<ExplainRequest, ExplainResponse> model() {
        return Argosy.EXPLAIN;
    }

    @Override
    public List<Permission> permissions(Caller caller, ExplainRequest request) {
        return List.of(Permission.on(
                "argosy:Explain", RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public ExplainResponse handle(Caller caller, ExplainRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        String subject = request.subject().orElse("");
        if (subject.length() > LONGEST_SUBJECT) {
            throw ApiError.invalidParameter("subject has more than " + LONGEST_SUBJECT + " characters")
                    .thrown();
        }
        var known =
                new Known(scope, scope.store().read(), scope.account().read(), refusals, lostAfter, clock.instant());
        List<Finding> findings = new Explanation(known).of(subject);
        return ExplainResponse.builder()
                .clusterArn(scope.arn())
                .subject(subject)
                .findings(findings.stream().limit(MOST_FINDINGS).toList())
                .moreFindings(Math.max(0, findings.size() - MOST_FINDINGS))
                .build();
    }
}
