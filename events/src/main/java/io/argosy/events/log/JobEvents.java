package io.argosy.events.log;

import io.argosy.shapes.batch.JobDetail;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// `Batch Job State Change`: one for each status of a job (batch-semantics 13).
final class JobEvents {
    private static final String KIND = "Batch Job State Change";

    private JobEvents() {}

    static Draft of(JobDetail job, Instant at) {
        String arn = job.jobArn().orElse("");
        Map<String, Object> detail = Detail.tree(job);
        Map<String, Object> tags = new LinkedHashMap<>(job.tags().orElse(Map.of()));
        tags.put("resourceArn", arn);
        detail.put("tags", tags);
        return Draft.of("aws.batch", KIND, arn, at, detail);
    }
}
