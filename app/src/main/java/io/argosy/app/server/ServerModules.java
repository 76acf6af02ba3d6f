package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.control.Clusters;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import io.argosy.wire.WebSocketRoute;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.CredentialStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/// The rooms behind the port: what they offer together, over one journal.
final class ServerModules implements AutoCloseable {
    /// A line a room, in the order in which they open.
    private static final List<Room.Plan> PLANS = List.of(ControlModule.PLAN, RegistryRoom.PLAN);

    static final Kinds KINDS = Kinds.with(PLANS.stream().map(Room.Plan::kinds).toList());
    static final String JOURNAL = "journal.db";

    private final Stores stores;
    private final Access access;
    private final List<Room> rooms;
    private final PeriodicCleanup housekeeping;

    private ServerModules(Stores stores, Access access, List<Room> rooms, PeriodicCleanup housekeeping) {
        this.stores = stores;
        this.access = access;
        this.rooms = List.copyOf(rooms);
        this.housekeeping = housekeeping;
    }

    static ServerModules open(ServerConfiguration configuration, Path dataDir, AccessKey root, Environment chance)
            throws IOException {
        Stores stores = Stores.open(dataDir.resolve(JOURNAL), KINDS, chance.clock());
        List<Room> rooms = new ArrayList<>();
        try {
            var access = new Access(root, configuration, new Clusters(stores), chance.clock());
            var house = new Room.House(configuration, dataDir, stores, access, chance);
            for (Room.Plan plan : PLANS) {
                rooms.add(plan.opening().open(house));
            }
            return new ServerModules(stores, access, rooms, PeriodicCleanup.start(chores(rooms, house)));
        } catch (IOException | RuntimeException failure) {
            close(rooms);
            stores.close();
            throw failure;
        }
    }

    private static PeriodicCleanup.Dependencies chores(List<Room> rooms, Room.House house) {
        Room.Chore forget = () -> house.stores()
                .prune(house.chance()
                        .clock()
                        .instant()
                        .minus(house.configuration().tasks().keepHistory()));
        return new PeriodicCleanup.Dependencies(
                and(new HeapWatch(house.stores())::look, each(rooms, Room::often)),
                and(forget, each(rooms, Room::rarely)));
    }

    private static List<Room.Chore> and(Room.Chore one, List<Room.Chore> more) {
        return Stream.concat(Stream.of(one), more.stream()).toList();
    }

    private static <T> List<T> each(List<Room> rooms, Function<Room, List<T>> part) {
        return rooms.stream().map(part).flatMap(List::stream).toList();
    }

    CredentialStore credentials() {
        return access.credentials();
    }

    List<Operation<?, ?>> operations() {
        return each(rooms, Room::operations);
    }

    List<Route> routes(BooleanSupplier serving) {
        return Stream.concat(Stream.of(HealthRoute.of(serving)), each(rooms, Room::routes).stream())
                .toList();
    }

    List<WebSocketRoute> sockets() {
        return each(rooms, Room::sockets);
    }

    /// To be said before the port is closed.
    void farewell() {
        rooms.forEach(Room::farewell);
    }

    /// In reverse: what works on its own first, then what is durable.
    @Override
    public void close() {
        housekeeping.close();
        close(rooms);
        stores.close();
    }

    private static void close(List<Room> rooms) {
        rooms.reversed().forEach(Room::close);
    }
}
