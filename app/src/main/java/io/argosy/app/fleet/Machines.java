package io.argosy.app.fleet;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the containers of `up` run.
public sealed interface Machines permits ThisMachine, LocalFleet {
    /// What the server needs of them, before it starts.
    void makeReady() throws IOException, InterruptedException;

    /// Has them join. What needs no more than an engine can be done while they are on their way.
    Arrival start(Api api) throws IOException, InterruptedException;

    /// Machines on their way into the cluster.
    interface Arrival {
        /// Waits until all of them have joined.
        void await() throws IOException, InterruptedException;
    }

    /// The variables by which `docker` finds an engine to build images with.
    Map<String, String> engine() throws IOException;

    /// What the sample's task definitions leave open about its queue: where tasks look for it (QUEUE_HOST, empty when
    /// it is on their own host), its certificate and key (QUEUE_CERTIFICATE), and whose they take (QUEUE_CA).
    Map<String, String> queue() throws IOException;

    /// How many tasks a service of the sample has at first, whose file says `usual`.
    int desired(SampleComponent part, int usual) throws IOException;

    /// Where the sample's page is; nowhere before its service runs.
    Optional<URI> page(Api api) throws IOException;

    /// What a container instance is called, by its ARN; nothing when there is only one.
    Map<String, String> names(Api api) throws IOException;

    /// What else a person may want to try, in lines.
    List<String> hints(Api api) throws IOException;
}
