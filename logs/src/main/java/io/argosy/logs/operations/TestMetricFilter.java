package io.argosy.logs.operations;

import io.argosy.logs.patterns.FilterPattern;
import io.argosy.logs.store.MessageText;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.MetricFilterMatchRecord;
import io.argosy.shapes.logs.TestMetricFilterRequest;
import io.argosy.shapes.logs.TestMetricFilterResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;

/// `TestMetricFilter`: which of some messages a pattern matches, and what it finds in them.
public final class TestMetricFilter implements Operation<TestMetricFilterRequest, TestMetricFilterResponse> {
    @Override
    public OperationModel<TestMetricFilterRequest, TestMetricFilterResponse> model() {
        return Logs.TEST_METRIC_FILTER;
    }

    @Override
    public List<Permission> permissions(Caller caller, TestMetricFilterRequest request) {
        return List.of(Permission.on("logs:TestMetricFilter"));
    }

    @Override
    public TestMetricFilterResponse handle(Caller caller, TestMetricFilterRequest request) {
        FilterPattern pattern = FilterPattern.parse(request.filterPattern());
        List<MetricFilterMatchRecord> matches = new ArrayList<>();
        for (int i = 0; i < request.logEventMessages().size(); i++) {
            MessageText message = MessageText.of(request.logEventMessages().get(i));
            if (pattern.matches(message)) {
                matches.add(MetricFilterMatchRecord.builder()
                        .eventNumber(i + 1L)
                        .eventMessage(message.text())
                        .extractedValues(pattern.extracted(message))
                        .build());
            }
        }
        return TestMetricFilterResponse.builder().matches(matches).build();
    }
}
