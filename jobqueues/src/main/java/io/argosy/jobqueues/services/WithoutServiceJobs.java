package io.argosy.jobqueues.services;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DeleteServiceEnvironmentResponse;
import io.argosy.shapes.batch.DescribeServiceEnvironmentsResponse;
import io.argosy.shapes.batch.ListServiceJobsResponse;
import io.argosy.shapes.batch.TerminateServiceJobResponse;
import io.argosy.shapes.batch.TerminateServiceJobsResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.function.Function;

/// Operations on service environments and service jobs that are answered truthfully where there are none and can be
/// none (batch-semantics 12): lists are empty, and what is unknown is gone already. Those that would make one are not
/// built.
public final class WithoutServiceJobs<I extends Shape, O extends Shape> implements Operation<I, O> {
    private static final int MOST_AT_ONCE = 50;

    private final OperationModel<I, O> model;
    private final Function<I, O> answer;

    private WithoutServiceJobs(OperationModel<I, O> model, Function<I, O> answer) {
        this.model = model;
        this.answer = answer;
    }

    public static List<Operation<?, ?>> all() {
        return List.of(
                new WithoutServiceJobs<>(
                        Batch.DESCRIBE_SERVICE_ENVIRONMENTS,
                        _ -> DescribeServiceEnvironmentsResponse.builder()
                                .serviceEnvironments(List.of())
                                .build()),
                new WithoutServiceJobs<>(
                        Batch.DELETE_SERVICE_ENVIRONMENT,
                        _ -> DeleteServiceEnvironmentResponse.builder().build()),
                new WithoutServiceJobs<>(
                        Batch.LIST_SERVICE_JOBS,
                        _ -> ListServiceJobsResponse.builder()
                                .jobSummaryList(List.of())
                                .build()),
                new WithoutServiceJobs<>(Batch.DESCRIBE_SERVICE_JOB, request -> {
                    throw BatchErrors.missing("Service job " + request.jobId());
                }),
                new WithoutServiceJobs<>(Batch.TERMINATE_SERVICE_JOB, request -> {
                    requireText("jobId", request.jobId());
                    requireText("reason", request.reason());
                    return TerminateServiceJobResponse.builder().build();
                }),
                new WithoutServiceJobs<>(Batch.TERMINATE_SERVICE_JOBS, request -> {
                    requireText("reason", request.reason());
                    if (request.jobs().size() > MOST_AT_ONCE) {
                        throw BatchErrors.plain("At most " + MOST_AT_ONCE + " jobs can be terminated at once");
                    }
                    return TerminateServiceJobsResponse.builder()
                            .successful(request.jobs())
                            .errors(List.of())
                            .build();
                }));
    }

    private static void requireText(String member, String text) {
        if (text.isEmpty()) {
            throw BatchErrors.emptyText(member);
        }
    }

    @Override
    public OperationModel<I, O> model() {
        return model;
    }

    @Override
    public List<Permission> permissions(Caller caller, I request) {
        String action = model.name().equals("TerminateServiceJobs") ? "TerminateServiceJob" : model.name();
        return List.of(Permission.on("batch:" + action));
    }

    @Override
    public O handle(Caller caller, I request) {
        return answer.apply(request);
    }
}
