package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.insight.metrics.Metric;
import io.argosy.schedules.Schedules;
import io.argosy.schedules.memory.MissedRuns;
import io.argosy.schedules.webhooks.WebhookSettings;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.Operation;
import java.util.List;

/// Schedules, wired: they call what the rooms before them offer, so that they open last.
final class SchedulesModule implements ServerModule {
    static final Plan PLAN = new Plan(Schedules.KINDS, SchedulesModule::open);

    private final Schedules schedules;

    private SchedulesModule(Schedules schedules) {
        this.schedules = schedules;
    }

    private static ServerModule open(Context context) {
        var chance = context.chance();
        var calls = new LocalCalls(context.offered(), chance.ids(), chance.clock(), context.audits());
        ServerConfiguration.Schedules settings = context.configuration().schedules();
        var schedules = Schedules.open(
                new Schedules.Sources(
                        context.stores(),
                        calls,
                        new RolesOfSchedules(context.access().control().services()),
                        chance.clock(),
                        chance.ids()),
                new WebhookSettings(WebhookSettings.USUAL_TIMEOUT, settings.localAddresses()),
                settings.keepRuns());
        var missed = new MissedRuns();
        context.stores().onDurable(missed::changed);
        context.metrics().add(scrape -> scrape.set(Metric.RUNS_MISSED, missed.count()));
        schedules.firing().start();
        return new SchedulesModule(schedules);
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return schedules.operations();
    }

    @Override
    public List<Cleanup> often() {
        return List.of(schedules.firing()::forget);
    }

    @Override
    public void close() {
        schedules.close();
    }
}
