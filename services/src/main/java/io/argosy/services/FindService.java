package io.argosy.services;

import io.argosy.model.ApiError;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.state.Transaction;

/// Finds the one service an operation is about.
final class FindService {
    private FindService() {}

    static Service known(Transaction tx, ServiceName name) {
        return tx.state().service(name).orElseThrow(FindService::unknown);
    }

    static Service active(Transaction tx, ServiceName name) {
        Service service = known(tx, name);
        if (service.status() != Service.Status.ACTIVE) {
            throw new ApiError("ServiceNotActiveException", "Service was not ACTIVE.").thrown();
        }
        return service;
    }

    static RuntimeException unknown() {
        return new ApiError("ServiceNotFoundException", "Service not found.").thrown();
    }
}
