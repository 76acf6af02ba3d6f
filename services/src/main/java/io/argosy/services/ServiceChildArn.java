package io.argosy.services;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.ClusterName;
import io.argosy.model.Names;
import io.argosy.model.ServiceName;

/// The ARN of something that belongs to a service, read: its cluster, its service, and what it is called there
/// (ecs-semantics 2.1).
record ServiceChildArn(String text, ClusterName cluster, ServiceName service, String name) {
    private static final int PARTS = 6;
    private static final int PATH = 4;

    /// `type` is `service-deployment` or `service-revision`; what is no such ARN of this realm is refused.
    static ServiceChildArn parse(String type, String text, AccountRegion realm) {
        String[] parts = text.split(":", PARTS);
        String[] path = parts.length == PARTS ? parts[PARTS - 1].split("/", -1) : new String[0];
        boolean named = path.length == PATH
                && parts[0].equals("arn")
                && parts[2].equals("ecs")
                && path[0].equals(type)
                && Names.valid(path[1])
                && Names.valid(path[2]);
        if (!named) {
            throw ApiError.invalidParameter("Invalid identifier: " + text + " is not the ARN of a " + type)
                    .thrown();
        }
        realm.foreign(text).ifPresent(words -> {
            throw ApiError.invalidParameter(words).thrown();
        });
        return new ServiceChildArn(text, new ClusterName(path[1]), new ServiceName(path[2]), path[3]);
    }
}
