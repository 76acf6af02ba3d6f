package io.argosy.hosts;

import java.io.IOException;
import java.util.List;

/// Where container instances come from when a program asks for them: hosts that join by a token, like any other, and
/// that can be taken away again. Every method ends within a bound; an `IOException` says which host failed, and why.
public interface InstanceProvider {
    /// Those that were launched and not terminated, in the order of their names.
    List<Host> list() throws IOException;

    /// Makes as many more hosts and has each join. They are on their way then: that they have come, the cluster shows.
    /// What could not be launched whole leaves nothing behind.
    List<Host> launch(int count, Joining joining) throws IOException, InterruptedException;

    /// Brings back hosts that are stopped, with what they had on their disks; running ones are left as they are.
    void start(List<String> names) throws IOException, InterruptedException;

    /// Ends hosts at once, without a goodbye to anyone, as a failing power supply does. Their disks stay.
    void stop(List<String> names) throws IOException, InterruptedException;

    /// Ends hosts in order: what they run is asked to end first. Their disks stay.
    void shutDown(List<String> names) throws IOException, InterruptedException;

    /// Ends hosts, and removes them with their disks.
    void terminate(List<String> names) throws IOException, InterruptedException;
}
