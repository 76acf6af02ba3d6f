package io.argosy.jobqueues.resources;

import io.argosy.model.AccountRegion;
import java.util.Optional;

/// The ARNs of one realm's Batch resources (batch-semantics 2).
public record BatchArns(AccountRegion realm) {
    public static final String ENVIRONMENT = "compute-environment";
    public static final String QUEUE = "job-queue";
    public static final String DEFINITION = "job-definition";
    public static final String POLICY = "scheduling-policy";
    public static final String CONSUMABLE = "consumable-resource";
    public static final String JOB = "job";

    public String environment(String name) {
        return of(ENVIRONMENT, name);
    }

    public String queue(String name) {
        return of(QUEUE, name);
    }

    /// Of a revision, `name:number`, or of all of a name.
    public String definition(String key) {
        return of(DEFINITION, key);
    }

    public String policy(String name) {
        return of(POLICY, name);
    }

    public String consumable(String name) {
        return of(CONSUMABLE, name);
    }

    /// `id` is a job's, a child's (`job:2`) or a node's (`job#2`).
    public String job(String id) {
        return of(JOB, id);
    }

    /// The account's role that Batch works by where none was given.
    public String serviceRole() {
        return "arn:aws:iam::" + realm.account() + ":role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch";
    }

    public String of(String type, String name) {
        return prefix() + type + "/" + name;
    }

    /// The name that a reference means: its own, or that of an ARN of this realm and type.
    public Optional<String> name(String type, String nameOrArn) {
        if (!nameOrArn.startsWith("arn:")) {
            return Optional.of(nameOrArn);
        }
        String prefix = of(type, "");
        return nameOrArn.startsWith(prefix) ? Optional.of(nameOrArn.substring(prefix.length())) : Optional.empty();
    }

    /// The ARN that a permission asks for: of a name the ARN, of an ARN itself.
    public String asNamed(String type, String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : of(type, nameOrArn);
    }

    /// The type of what an ARN of this realm names; empty for any other text.
    public String type(String arn) {
        return arn.startsWith(prefix()) ? arn.substring(prefix().length()).replaceFirst("/.*", "") : "";
    }

    /// The name at the end of an ARN; a name is its own.
    public static String lastName(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    private String prefix() {
        return "arn:aws:batch:" + realm.region() + ":" + realm.account() + ":";
    }
}
