package io.argosy.registry.distribution;

/// A refusal as registry clients know it: a code of the OCI distribution specification, its status, its text.
record OciError(int status, OciCode code, String message) {
    static OciError unauthorized() {
        return new OciError(401, OciCode.UNAUTHORIZED, "authentication required");
    }

    /// For who sent credentials: ECR says this in a 403, which makes no client ask for new ones.
    static OciError notAuthorizedAnyMore() {
        return new OciError(
                401,
                OciCode.UNAUTHORIZED,
                "Your authorization token is not known or has expired. Reauthenticate and try again.");
    }

    static OciError denied(String message) {
        return new OciError(403, OciCode.DENIED, message);
    }

    static OciError unsupported(String message) {
        return new OciError(405, OciCode.UNSUPPORTED, message);
    }

    static OciError nameInvalid(String name) {
        return new OciError(400, OciCode.NAME_INVALID, "invalid repository name: " + name);
    }

    static OciError nameUnknown(String name, String account) {
        return new OciError(
                404,
                OciCode.NAME_UNKNOWN,
                "The repository with name '" + name + "' does not exist in the registry with id '" + account + "'");
    }

    static OciError blobUnknown(String digest) {
        return new OciError(404, OciCode.BLOB_UNKNOWN, "blob unknown to registry: " + digest);
    }

    static OciError digestInvalid(String message) {
        return new OciError(400, OciCode.DIGEST_INVALID, message);
    }

    static OciError uploadUnknown(String id) {
        return new OciError(404, OciCode.BLOB_UPLOAD_UNKNOWN, "blob upload unknown to registry: " + id);
    }

    static OciError uploadInvalid(int status, String message) {
        return new OciError(status, OciCode.BLOB_UPLOAD_INVALID, message);
    }

    static OciError manifestUnknown(String reference) {
        return new OciError(404, OciCode.MANIFEST_UNKNOWN, "manifest unknown: " + reference);
    }

    static OciError manifestInvalid(String message) {
        return new OciError(400, OciCode.MANIFEST_INVALID, message);
    }

    static OciError tagInvalid(String message) {
        return new OciError(400, OciCode.TAG_INVALID, message);
    }

    static OciError tooLarge(String message) {
        return new OciError(413, OciCode.SIZE_INVALID, message);
    }

    /// What the client asked for in a way that nobody can answer; the specification has no code of its own for it.
    static OciError badRequest(String message) {
        return new OciError(400, OciCode.UNSUPPORTED, message);
    }

    /// The disk cannot or must not take it now. It may later, which is what the code tells clients that retry.
    static OciError noRoom(String message) {
        return new OciError(507, OciCode.TOOMANYREQUESTS, message);
    }

    static OciError stillNeeded(String message) {
        return new OciError(405, OciCode.UNSUPPORTED, message);
    }

    OciRefused thrown() {
        return new OciRefused(this);
    }
}
