package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.events.EventBus;
import io.argosy.schedules.firing.Firing;
import io.argosy.schedules.webhooks.WebhookSettings;
import io.argosy.schedules.webhooks.Webhooks;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import io.argosy.wire.access.SignatureVerifier;
import java.util.List;

/// Events, wired: rules call what the rooms before them offer.
final class EventsModule implements ServerModule {
    static final Plan PLAN = new Plan(EventBus.KINDS, EventsModule::open);

    private final EventBus events;
    private final Webhooks webhooks;

    private final Route feed;

    private EventsModule(EventBus events, Webhooks webhooks, Route feed) {
        this.events = events;
        this.webhooks = webhooks;
        this.feed = feed;
    }

    private static ServerModule open(Context context) {
        var chance = context.chance();
        var calls = new LocalCalls(context.offered(), chance.ids(), chance.clock(), context.audits());
        ServerConfiguration.Schedules settings = context.configuration().schedules();
        var webhooks = new Webhooks(
                context.stores(),
                calls,
                new WebhookSettings(WebhookSettings.USUAL_TIMEOUT, settings.localAddresses()),
                chance.clock(),
                chance.ids());
        var roles = new RolesOfSchedules(context.access().control().services());
        var events =
                EventBus.open(context.stores(), new Firing.Reach(calls, roles, webhooks), chance.clock(), chance.ids());
        events.deliveries().start();
        events.feeds().start();
        var verifier = new SignatureVerifier(
                context.access().credentials(), context.configuration().regions(), chance.clock());
        return new EventsModule(events, webhooks, events.feeds().route(verifier));
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return events.operations();
    }

    @Override
    public List<Route> routes() {
        return List.of(feed);
    }

    @Override
    public void farewell() {
        events.feeds().farewell();
    }

    @Override
    public void close() {
        events.close();
        webhooks.close();
    }
}
