package io.argosy.capacity.groups;

import java.io.IOException;
import java.util.List;

/// Makes the hosts of one group and takes them away, by ids of its own. Every method ends within a bound, and may be
/// called while another runs; an `IOException` says what went wrong in words for the operator.
public interface HostMaker {
    /// The ids of all hosts there are.
    List<String> list() throws IOException, InterruptedException;

    /// Makes one host; answers its id.
    String launch(Invitation invitation) throws IOException, InterruptedException;

    /// Takes a host away with all it has.
    void terminate(String id) throws IOException, InterruptedException;
}
