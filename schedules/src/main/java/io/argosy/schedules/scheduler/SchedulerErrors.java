package io.argosy.schedules.scheduler;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import java.util.Map;

/// The scheduler's refusals, in its words.
final class SchedulerErrors {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int QUOTA = 402;

    private SchedulerErrors() {}

    static ApiException noSchedule(String name) {
        return error("ResourceNotFoundException", "Schedule " + name + " does not exist.", NOT_FOUND);
    }

    static ApiException noGroup(String name) {
        return error("ResourceNotFoundException", "Schedule group " + name + " does not exist.", NOT_FOUND);
    }

    static ApiException exists(String what, String name) {
        return conflict(what + " " + name + " already exists.");
    }

    static ApiException conflict(String message) {
        return error("ConflictException", message, CONFLICT);
    }

    static ApiException quota(String message) {
        return error("ServiceQuotaExceededException", message, QUOTA);
    }

    static ApiException invalid(String message) {
        return new ApiError("ValidationException", message).thrown();
    }

    private static ApiException error(String code, String message, int status) {
        return new ApiError(code, message, status, Map.of()).thrown();
    }
}
