package io.argosy.app.server;

import io.argosy.datadirectory.OwnerOnly;
import io.argosy.insight.metrics.Metric;
import io.argosy.logs.CloudWatchLogs;
import io.argosy.logs.LogsSettings;
import io.argosy.model.AccountRegion;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// CloudWatch Logs, wired: its folder and its settings.
final class LogsModule implements ServerModule {
    static final Plan PLAN = new Plan(CloudWatchLogs.KINDS, LogsModule::open);

    private final CloudWatchLogs logs;

    private LogsModule(CloudWatchLogs logs) {
        this.logs = logs;
    }

    private static ServerModule open(Context context) throws IOException {
        Path folder = OwnerOnly.folder(context.dataDir().resolve("logs"));
        var logs = CloudWatchLogs.open(
                new LogsSettings(
                        folder,
                        context.configuration().logs(),
                        new AccountRegion(
                                context.configuration().accountId(),
                                context.configuration().region())),
                context.stores(),
                context.chance().clock(),
                context.chance().ids());
        context.metrics().add(scrape -> {
            scrape.set(Metric.LOG_EVENTS, logs.counts().events());
            scrape.set(Metric.LOG_RECEIVED, logs.counts().bytes());
            scrape.set(Metric.LOG_BYTES, logs.counts().stored());
            scrape.set(Metric.LOG_TAILS, logs.tails());
        });
        context.audits().lead(logs.audit());
        return new LogsModule(logs);
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return logs.operations();
    }

    @Override
    public List<Cleanup> often() {
        return List.of(logs::clear);
    }

    @Override
    public List<Cleanup> rarely() {
        return List.of(logs::sweep);
    }

    @Override
    public void farewell() {
        logs.farewell();
    }

    @Override
    public void close() {
        logs.close();
    }
}
