package io.argosy.bench;

import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Calls of the Batch API over kept connections: a queue with what it needs, and jobs by the thousand.
final class BatchJobs {
    private static final int CONNECTIONS = 8;
    private static final int SHARES = 4;
    private static final int PRIORITIES = 3;

    /// One job in so many waits for the one that its connection submitted before.
    private static final int DEPENDENT = 10;

    private final URI server;
    private final ClientIdentity identity;

    BatchJobs(URI server, ClientIdentity identity) {
        this.server = server;
        this.identity = identity;
    }

    Wire wire() throws IOException {
        return new Wire(server, identity, "batch", "");
    }

    /// An environment with queues of its name, `NAME` with shares and `NAME-fifo` without: its cluster.
    String prepare(String name, String image) throws IOException {
        try (Wire wire = wire()) {
            wire.post("/v1/createcomputeenvironment", """
                    {"computeEnvironmentName":"%s","type":"MANAGED","computeResources":{"type":"EC2","minvCpus":0,
                    "maxvCpus":1000000,"instanceTypes":["optimal"],"instanceRole":"ecsInstanceRole",
                    "subnets":["subnet-0a1b2c3d"],"securityGroupIds":["sg-0a1b2c3d"]}}""".formatted(name));
            String policy = value(wire.post("/v1/createschedulingpolicy", """
                    {"name":"%s","fairsharePolicy":{"shareDecaySeconds":600,"shareDistribution":[
                    {"shareIdentifier":"s0","weightFactor":0.5}]}}""".formatted(name)), "arn");
            String queue = """
                    {"jobQueueName":"%s","priority":1,%s
                    "computeEnvironmentOrder":[{"order":1,"computeEnvironment":"%s"}]}""";
            wire.post("/v1/createjobqueue", queue.formatted(name, "\"schedulingPolicyArn\":\"" + policy + "\",", name));
            wire.post("/v1/createjobqueue", queue.formatted(name + "-fifo", "", name));
            wire.post("/v1/registerjobdefinition", """
                    {"jobDefinitionName":"%s","type":"container","containerProperties":{"image":"%s",
                    "command":["busybox","true"],"logConfiguration":{"logDriver":"json-file"},"resourceRequirements":[
                    {"type":"VCPU","value":"1"},{"type":"MEMORY","value":"16"}]}}""".formatted(name, image));
            String described =
                    wire.post("/v1/describecomputeenvironments", "{\"computeEnvironments\":[\"" + name + "\"]}");
            String arn = value(described, "ecsClusterArn");
            return arn.substring(arn.lastIndexOf('/') + 1);
        }
    }

    static String value(String json, String member) {
        int from = json.indexOf("\"" + member + "\":\"") + member.length() + 4;
        return json.substring(from, json.indexOf('"', from));
    }

    /// Submits so many jobs one by one, over several connections: seconds.
    double singly(String name, int count) throws IOException {
        var number = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            Wire wire = wire();
            threads.add(Thread.ofVirtual().start(() -> submit(wire, name, number, count)));
        }
        for (Thread thread : threads) {
            join(thread);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private static void submit(Wire wire, String name, AtomicInteger number, int count) {
        String before = "";
        try (wire) {
            for (int i = number.getAndIncrement(); i < count; i = number.getAndIncrement()) {
                String waits = i % DEPENDENT == 0 && !before.isEmpty()
                        ? ",\"dependsOn\":[{\"jobId\":\"" + before + "\"}]"
                        : "";
                before = value(wire.post("/v1/submitjob", job(name, i, waits)), "jobId");
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String job(String name, int number, String waits) {
        String job = """
                {"jobName":"job-%d","jobQueue":"%s","jobDefinition":"%s","shareIdentifier":"s%d",
                "schedulingPriorityOverride":%d%s}""";
        return job.formatted(number, name, name, number % SHARES, number % PRIORITIES, waits);
    }

    /// As arrays of this size: seconds.
    double arrays(String name, int arrays, int size) throws IOException {
        try (Wire wire = wire()) {
            long began = System.nanoTime();
            for (int i = 0; i < arrays; i++) {
                array(wire, name + "-fifo", name, size);
            }
            return (System.nanoTime() - began) / 1e9;
        }
    }

    static String array(Wire wire, String queue, String definition, int size) throws IOException {
        String job = """
                {"jobName":"many","jobQueue":"%s","jobDefinition":"%s","arrayProperties":{"size":%d}}""";
        return value(wire.post("/v1/submitjob", job.formatted(queue, definition, size)), "jobId");
    }
}
