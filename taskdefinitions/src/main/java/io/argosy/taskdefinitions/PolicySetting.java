package io.argosy.taskdefinitions;

/// The settings of the cluster policy by the keys an operator knows them by (docs/operating.md).
enum PolicySetting {
    PRIVILEGED("policy.privileged"),
    HOST_PID("policy.host-pid"),
    HOST_IPC("policy.host-ipc"),
    DOCKER_SOCKET("policy.docker-socket"),
    HOST_ROOTS("policy.host-roots");

    private final String key;

    PolicySetting(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
