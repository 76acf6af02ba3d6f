package io.argosy.insight.metrics;

import java.util.List;

/// Every metric there is, with its labels and what it means. Names follow Prometheus' conventions;
/// `docs/metrics.md` is made from this list. Where a metric is of single things, its help says how many of them
/// there can be.
public enum Metric {
    BUILD(Type.GAUGE, "build", "1; the label says which version runs", "version"),
    START(Type.GAUGE, "start_time_seconds", "when the server started, in seconds since 1970"),
    CPU(Type.COUNTER, "cpu_seconds", "CPU time the server has used"),
    HEAP_USED(Type.GAUGE, "heap_used_bytes", "heap in use, garbage included"),
    HEAP_MOST(Type.GAUGE, "heap_max_bytes", "the largest heap there may be (ARGOSY_SERVER_HEAP)"),
    DROPPED(
            Type.GAUGE,
            "scrape_dropped_points",
            "points that were left out of this scrape because a metric had too many"),

    REQUESTS(Type.COUNTER, "api_requests", "API requests by operation and status", "service", "operation", "status"),
    REQUEST_SECONDS(
            Type.HISTOGRAM, "api_request_seconds", "time from a read request to its answer", "service", "operation"),
    REFUSED(
            Type.COUNTER,
            "api_refused_requests",
            "API requests refused before any operation: not signed by a known key, or too many at once",
            "reason"),
    AT_WORK(Type.GAUGE, "api_requests_at_work", "API requests being worked on"),
    WAITING(Type.GAUGE, "api_requests_waiting", "API requests that wait for a place (limits.requests-at-once)"),
    BODY_BYTES(Type.GAUGE, "api_body_bytes", "bytes of request bodies in memory (limits.bodies)"),
    CONNECTIONS(Type.GAUGE, "connections", "open connections, agents' channels apart (limits.connections)"),
    CHANNELS(Type.GAUGE, "agent_channels", "agents' open channels, two for each agent (limits.channels)"),

    COMMIT_SECONDS(Type.HISTOGRAM, "journal_commit_seconds", "time of one commit, to the disk and back"),
    JOURNAL_WRITES(Type.COUNTER, "journal_writes", "writes made durable; many share a commit"),
    JOURNAL_ROWS(Type.COUNTER, "journal_rows", "rows written to the journal"),
    JOURNAL_WAITING(Type.GAUGE, "journal_waiting_writes", "writes that wait to be committed"),
    JOURNAL_BYTES(Type.GAUGE, "journal_bytes", "size of the journal's files"),
    DISK_FREE(Type.GAUGE, "disk_free_bytes", "free space of the data directory's disk"),
    DISK_SIZE(Type.GAUGE, "disk_size_bytes", "size of the data directory's disk"),

    INSTANCES(
            Type.GAUGE,
            "instances",
            "registered container instances: ready, disconnected, impaired, recovering or draining",
            "cluster",
            "state"),
    INSTANCE_UP(
            Type.GAUGE,
            "instance_connected",
            "1 if the instance's agent is connected",
            "cluster",
            "container_instance",
            "name"),
    INSTANCE_CPU_UNITS(
            Type.GAUGE,
            "instance_cpu_units",
            "CPU units it has (registered) and that tasks have of them (taken)",
            "cluster",
            "container_instance",
            "name",
            "what"),
    INSTANCE_MEMORY(
            Type.GAUGE,
            "instance_memory_bytes",
            "memory it offers (registered), that tasks have reserved of it (taken),"
                    + " and that is in use on the host (used)",
            "cluster",
            "container_instance",
            "name",
            "what"),
    INSTANCE_CPU(
            Type.GAUGE,
            "instance_cpu_ratio",
            "CPU in use on the host, 1 is all cores",
            "cluster",
            "container_instance",
            "name"),
    INSTANCE_DISK(
            Type.GAUGE,
            "instance_disk_ratio",
            "how full the disk of its engine is",
            "cluster",
            "container_instance",
            "name"),

    TASKS(Type.GAUGE, "tasks", "tasks that are remembered, by last status", "cluster", "status"),
    TASKS_STARTED(Type.COUNTER, "tasks_started", "tasks that came to run"),
    TASKS_STOPPED(Type.COUNTER, "tasks_stopped", "tasks that ended, by stop code", "code"),
    PULL_SECONDS(Type.HISTOGRAM, "task_pull_seconds", "time in which a task's images were pulled"),
    PULLS_FAILED(Type.COUNTER, "task_pulls_failed", "tasks that ended because an image could not be pulled"),
    CONTAINER_CPU(
            Type.GAUGE,
            "container_cpu_ratio",
            "CPU a container of a running task uses, 1 is all cores of its host",
            "cluster",
            "container_instance",
            "group",
            "task",
            "container"),
    CONTAINER_MEMORY(
            Type.GAUGE,
            "container_memory_bytes",
            "memory a container of a running task uses, without the page cache",
            "cluster",
            "container_instance",
            "group",
            "task",
            "container"),

    SERVICE_WANTED(
            Type.GAUGE, "service_wanted_tasks", "tasks that are wanted of an active service", "cluster", "service"),
    SERVICE_RUNNING(Type.GAUGE, "service_running_tasks", "tasks of it that run", "cluster", "service"),
    SERVICE_PENDING(Type.GAUGE, "service_pending_tasks", "tasks of it that are being started", "cluster", "service"),
    SERVICE_HELD_BACK(
            Type.GAUGE,
            "service_held_back",
            "1 while it waits before it starts more, since they do not stay up",
            "cluster",
            "service"),
    SERVICE_CPU(
            Type.GAUGE,
            "service_cpu_ratio",
            "CPU of its tasks, each as a part of its host; 1 is one whole host",
            "cluster",
            "service"),
    SERVICE_MEMORY(Type.GAUGE, "service_memory_bytes", "memory of its tasks", "cluster", "service"),
    DEPLOYMENTS(
            Type.GAUGE, "deployments", "newest deployments of active services, by rollout state", "cluster", "rollout"),

    RESERVATION(
            Type.GAUGE,
            "capacity_provider_reservation",
            "CapacityProviderReservation of a provider that scales: instances needed for a hundred that are there;"
                    + " 100 where none is needed and none there, 200 where only the latter",
            "cluster",
            "capacity_provider"),
    JOBS_WAITING(
            Type.GAUGE,
            "batch_waiting_jobs",
            "jobs of a queue that wait for room, children of arrays one by one",
            "queue"),
    RUNS_MISSED(
            Type.COUNTER,
            "schedule_missed_runs",
            "due times of schedules at which nobody was there, and which were not made up for"),

    REPOSITORIES(Type.GAUGE, "registry_repositories", "repositories"),
    IMAGES(Type.GAUGE, "registry_images", "images, those without a tag included"),
    REGISTRY_REQUESTS(
            Type.COUNTER,
            "registry_requests",
            "requests to the registry: manifests, blobs, uploads or others",
            "kind",
            "method",
            "status"),
    REGISTRY_RECEIVED(Type.COUNTER, "registry_received_bytes", "bytes of what was pushed"),
    REGISTRY_SENT(Type.COUNTER, "registry_sent_bytes", "bytes of what was pulled"),

    LOG_EVENTS(Type.COUNTER, "log_events", "log events that were put"),
    LOG_RECEIVED(Type.COUNTER, "log_received_bytes", "bytes of log events that were put"),
    LOG_BYTES(Type.GAUGE, "log_stored_bytes", "bytes of log events on disk, a minute ago at most (logs.size)"),
    LOG_TAILS(Type.GAUGE, "log_tails", "live tails that are open, 50 at most");

    /// What Prometheus knows a metric as.
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private static final String PREFIX = "argosy_";

    private final Type type;
    private final String name;
    private final String help;
    private final List<String> labels;

    Metric(Type type, String name, String help, String... labels) {
        this.type = type;
        this.name = PREFIX + name;
        this.help = help;
        this.labels = List.of(labels);
    }

    public Type type() {
        return type;
    }

    /// Without the `_total` that counters have on the wire.
    String plainName() {
        return name;
    }

    /// As it is scraped.
    public String scrapedName() {
        return type == Type.COUNTER ? name + "_total" : name;
    }

    public String help() {
        return help;
    }

    public List<String> labels() {
        return labels;
    }
}
