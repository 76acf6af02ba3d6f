package io.argosy.model;

/// The ARNs of one realm's ECS resources, always in the long form (ecs-semantics 2.1).
public record Arns(AccountRegion realm) {
    public String cluster(ClusterName cluster) {
        return ecs("cluster/" + cluster);
    }

    public String service(ClusterName cluster, ServiceName service) {
        return ecs("service/" + cluster + "/" + service);
    }

    public String serviceDeployment(ClusterName cluster, ServiceDeploymentId id) {
        return ecs("service-deployment/" + cluster + "/" + id.service() + "/" + id.code());
    }

    public String serviceRevision(ClusterName cluster, ServiceName service, DeploymentId id) {
        return ecs("service-revision/" + cluster + "/" + service + "/" + id.number());
    }

    public String taskSet(ClusterName cluster, ServiceName service, DeploymentId id) {
        return ecs("task-set/" + cluster + "/" + service + "/" + id);
    }

    /// Of a task set whose number is not given yet, as policies name it.
    public String newTaskSet(ClusterName cluster, ServiceName service) {
        return ecs("task-set/" + cluster + "/" + service + "/*");
    }

    public String task(ClusterName cluster, TaskId task) {
        return ecs("task/" + cluster + "/" + task);
    }

    /// Of a task whose id is not given yet, as policies name it.
    public String newTask(ClusterName cluster) {
        return ecs("task/" + cluster + "/*");
    }

    public String container(ClusterName cluster, TaskId task, String containerId) {
        return ecs("container/" + cluster + "/" + task + "/" + containerId);
    }

    public String attachment(ClusterName cluster, String attachmentId) {
        return ecs("attachment/" + cluster + "/" + attachmentId);
    }

    public String containerInstance(ClusterName cluster, ContainerInstanceId instance) {
        return ecs("container-instance/" + cluster + "/" + instance);
    }

    /// Of an instance whose id is not given yet, as policies name it.
    public String newContainerInstance(ClusterName cluster) {
        return ecs("container-instance/" + cluster + "/*");
    }

    public String capacityProvider(String name) {
        return ecs("capacity-provider/" + name);
    }

    public String taskDefinition(TaskDefinitionId id) {
        return ecs("task-definition/" + id);
    }

    /// Of a revision whose number is not given yet, as policies name it.
    public String newTaskDefinition(String family) {
        return ecs("task-definition/" + family + ":*");
    }

    public String role(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : "arn:aws:iam::" + realm.account() + ":role/" + nameOrArn;
    }

    public String repository(String name) {
        return "arn:aws:ecr:" + realm.region() + ":" + realm.account() + ":repository/" + name;
    }

    private String ecs(String rest) {
        return "arn:aws:ecs:" + realm.region() + ":" + realm.account() + ":" + rest;
    }
}
