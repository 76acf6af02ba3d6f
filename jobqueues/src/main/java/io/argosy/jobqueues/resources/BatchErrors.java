package io.argosy.jobqueues.resources;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;

/// Batch's refusals. All are ClientExceptions; some texts come wrapped, as clients know them (batch-semantics 1.3).
public final class BatchErrors {
    private BatchErrors() {}

    /// With the text as it is: what a resource's state forbids.
    public static ApiException plain(String text) {
        return ApiError.client(text).thrown();
    }

    /// With the text inside Batch's sentence: what is wrong with a request.
    public static ApiException wrapped(Caller caller, String text) {
        return plain("Error executing request, Exception : " + text + ", RequestId: " + caller.requestId());
    }

    /// Terraform looks for these words to know that something is gone.
    public static ApiException missing(String nameOrArn) {
        return plain(nameOrArn + " does not exist");
    }

    /// Of a member that must say something.
    public static ApiException emptyText(String member) {
        return plain("'" + member + "' is a required field (cannot be an empty string)");
    }

    /// What nothing here can honour (batch-semantics 12).
    public static ApiException unsupported(String thing) {
        return plain(thing + " is not supported by this server.");
    }
}
