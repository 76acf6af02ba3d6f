package io.argosy.insight.causes;

import io.argosy.model.ContainerInstance;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.shapes.argosy.Evidence;
import io.argosy.shapes.argosy.Finding;
import java.time.Instant;

/// Findings in the making: whose they are, how much they matter, what is wrong.
final class Findings {
    private Findings() {}

    static Finding.Builder of(Severity severity, Diagnosis diagnosis) {
        return Finding.builder()
                .severity(severity.name())
                .code(diagnosis.code())
                .cause(diagnosis.cause())
                .nextStep(diagnosis.nextStep());
    }

    static Finding.Builder about(Service service, Known known, Finding.Builder finding) {
        return finding.subject("service " + service.name())
                .subjectArn(known.scope().arns().service(known.scope().name(), service.name()));
    }

    static Finding.Builder about(Task task, Known known, Finding.Builder finding) {
        return finding.subject("task " + task.id())
                .subjectArn(known.scope().arns().task(known.scope().name(), task.id()));
    }

    static Finding.Builder about(ContainerInstance instance, Known known, Finding.Builder finding) {
        return finding.subject("instance " + InstanceNames.of(instance)).subjectArn(known.arn(instance));
    }

    static Evidence evidence(Instant at, String source, String text) {
        return Evidence.builder().at(at).source(source).text(text).build();
    }

    static Diagnosis well(String cause) {
        return new Diagnosis("AsItShouldBe", cause, "nothing");
    }
}
