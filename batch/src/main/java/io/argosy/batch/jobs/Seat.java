package io.argosy.batch.jobs;

import io.argosy.model.ClusterName;
import io.argosy.model.TaskId;

/// Where an attempt runs: the compute environment, its cluster, and the task in there.
public record Seat(String environment, ClusterName cluster, TaskId task) {}
