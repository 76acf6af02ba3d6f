package io.argosy.registry.distribution;

/// A refusal as registry clients know it: a code of the OCI distribution specification, its status, its text.
record OciError(int status, String code, String message) {
    static OciError unauthorized() {
        return new OciError(401, "UNAUTHORIZED", "authentication required");
    }

    static OciError denied(String message) {
        return new OciError(403, "DENIED", message);
    }

    static OciError unsupported(String message) {
        return new OciError(405, "UNSUPPORTED", message);
    }

    static OciError nameInvalid(String name) {
        return new OciError(400, "NAME_INVALID", "invalid repository name: " + name);
    }

    static OciError nameUnknown(String name, String account) {
        return new OciError(
                404,
                "NAME_UNKNOWN",
                "The repository with name '" + name + "' does not exist in the registry with id '" + account + "'");
    }

    static OciError blobUnknown(String digest) {
        return new OciError(404, "BLOB_UNKNOWN", "blob unknown to registry: " + digest);
    }

    static OciError digestInvalid(String message) {
        return new OciError(400, "DIGEST_INVALID", message);
    }

    static OciError uploadUnknown(String id) {
        return new OciError(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry: " + id);
    }

    static OciError uploadInvalid(int status, String message) {
        return new OciError(status, "BLOB_UPLOAD_INVALID", message);
    }

    static OciError manifestUnknown(String reference) {
        return new OciError(404, "MANIFEST_UNKNOWN", "manifest unknown: " + reference);
    }

    static OciError manifestInvalid(String message) {
        return new OciError(400, "MANIFEST_INVALID", message);
    }

    static OciError tooLarge(String message) {
        return new OciError(413, "SIZE_INVALID", message);
    }

    static OciError ours(String requestId) {
        return new OciError(500, "UNKNOWN", "An internal error occurred. Request id: " + requestId);
    }

    OciRefused thrown() {
        return new OciRefused(this);
    }
}
