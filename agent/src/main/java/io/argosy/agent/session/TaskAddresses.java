package io.argosy.agent.session;

import io.argosy.agent.store.AgentStore;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.tasknetworks.Neighbours;
import io.argosy.tasknetworks.TaskNetworks;
import io.argosy.wire.LoggedText;
import io.argosy.wire.acs.AcsMessage.TaskNetworkMessage;
import io.argosy.wire.acs.MessageCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the control plane told of the addresses of tasks, kept for the time when it cannot be asked.
public final class TaskAddresses {
    private static final Logger log = LoggerFactory.getLogger(TaskAddresses.class);
    private static final String KEPT = "task-network";

    private final TaskNetworks networks;
    private final AgentStore store;

    public TaskAddresses(TaskNetworks networks, AgentStore store) {
        this.networks = networks;
        this.store = store;
    }

    /// Takes up what an earlier life was told.
    public void resume() {
        store.setting(KEPT).ifPresent(text -> {
            try {
                if (MessageCodec.ACS.read(text).orElse(null) instanceof TaskNetworkMessage told) {
                    become(told);
                }
            } catch (MalformedJson other) {
                log.info("what was kept of the task network cannot be read; the control plane will tell it again");
            }
        });
    }

    void become(TaskNetworkMessage told) {
        try {
            var now = Neighbours.of(told);
            store.set(KEPT, MessageCodec.ACS.write(told));
            networks.become(now);
            log.info(
                    "task network: subnet={} pool={} others={}",
                    now.subnet(),
                    now.pool(),
                    now.ways().size());
        } catch (IllegalArgumentException invalid) {
            log.warn("task network: {}", LoggedText.of(invalid.getMessage()));
        }
    }
}
