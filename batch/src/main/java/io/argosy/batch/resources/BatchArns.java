package io.argosy.batch.resources;

import io.argosy.model.AccountRegion;

/// The ARNs of one realm's Batch resources (batch-semantics 2).
public record BatchArns(AccountRegion realm) {
    public String environment(String name) {
        return batch("compute-environment/" + name);
    }

    public String queue(String name) {
        return batch("job-queue/" + name);
    }

    /// Of a revision, `name:number`, or of all of a name.
    public String definition(String key) {
        return batch("job-definition/" + key);
    }

    public String policy(String name) {
        return batch("scheduling-policy/" + name);
    }

    public String consumable(String name) {
        return batch("consumable-resource/" + name);
    }

    /// `id` is a job's, a child's (`job:2`) or a node's (`job#2`).
    public String job(String id) {
        return batch("job/" + id);
    }

    /// The account's role that Batch works by where none was given.
    public String serviceRole() {
        return "arn:aws:iam::" + realm.account() + ":role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch";
    }

    /// The name at the end of an ARN; a name is its own.
    public static String lastName(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    private String batch(String rest) {
        return "arn:aws:batch:" + realm.region() + ":" + realm.account() + ":" + rest;
    }
}
