package io.argosy.wire;

import io.argosy.shapes.ServiceModel;
import io.argosy.shapes.applicationautoscaling.ApplicationAutoScaling;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.elbv2.Elbv2;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.shapes.servicediscovery.ServiceDiscovery;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.shapes.sts.Sts;
import java.util.List;

/// Every service whose requests are understood, whether or not its operations are built.
public final class Services {
    public static final List<ServiceModel> ALL = List.of(
            Ecs.MODEL,
            Ecr.MODEL,
            Sts.MODEL,
            Iam.MODEL,
            Logs.MODEL,
            Batch.MODEL,
            Elbv2.MODEL,
            ApplicationAutoScaling.MODEL,
            Scheduler.MODEL,
            Events.MODEL,
            ServiceDiscovery.MODEL,
            SecretsManager.MODEL,
            Ssm.MODEL,
            Argosy.MODEL);

    private Services() {}
}
