package io.argosy.registry.distribution;

import io.argosy.registry.access.DownloadLinks;
import io.argosy.registry.access.RegistryLogin;
import io.argosy.registry.access.RegistryRights;
import io.argosy.registry.access.TokenHolder;
import io.argosy.registry.blobs.DiskFull;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.blobs.StorageFailed;
import io.argosy.wire.LoggedText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything under `/v2/`: asks who calls, sends the request to its endpoint, and writes every refusal in OCI's form.
final class DistributionHandler implements Request.Handler {
    private static final Logger log = LoggerFactory.getLogger(DistributionHandler.class);
    private static final String REQUEST_ID = "x-amzn-RequestId";
    private static final String ANONYMOUS = "-";

    private final RegistryLogin login;
    private final RegistryRights rights;
    private final Endpoints endpoints;

    DistributionHandler(RegistryLogin login, RegistryRights rights, Endpoints endpoints) {
        this.login = login;
        this.rights = rights;
        this.endpoints = endpoints;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put("Docker-Distribution-Api-Version", "registry/2.0");
        long started = System.nanoTime();
        String authorization = Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .orElse("");
        Optional<TokenHolder> caller = login.holder(authorization);
        try {
            boolean served = serve(request, response, caller);
            record(request, response, caller, started);
            if (!served && caller.isPresent()) {
                Refusals.hearOut(request);
            }
            callback.succeeded();
        } catch (IOException broken) {
            log.warn("request={} broke off: {}", id(response), LoggedText.of(broken));
            callback.failed(broken);
        }
        return true;
    }

    /// Whether the request was served, not refused.
    private boolean serve(Request request, Response response, Optional<TokenHolder> caller) throws IOException {
        try {
            Address address = Address.of(Request.getPathInContext(request));
            Exchange exchange = linked(request, response, address)
                    .orElseGet(() -> new Exchange(request, response, known(request, caller), rights));
            endpoints.serve(exchange, address);
            return true;
        } catch (OciRefused refused) {
            Refusals.write(request, response, refused.error());
        } catch (DiskFull full) {
            Refusals.write(request, response, OciError.noRoom(String.valueOf(full.getMessage())));
        } catch (StorageFailed | FileSystemException failure) {
            log.error("request={} {} failed at the disk", id(response), LoggedText.of(request.getMethod()), failure);
            requireUnanswered(response, failure);
            Refusals.write(request, response, OciError.noRoom("the registry's disk failed: " + reason(failure)));
        } catch (RuntimeException bug) {
            log.error("request={} {} failed", id(response), LoggedText.of(request.getMethod()), bug);
            requireUnanswered(response, bug);
            Refusals.writeOurs(request, response, id(response));
        }
        return false;
    }

    private static TokenHolder known(Request request, Optional<TokenHolder> caller) {
        boolean stranger = request.getHeaders().get(HttpHeader.AUTHORIZATION) == null;
        return caller.orElseThrow(
                () -> (stranger ? OciError.unauthorized() : OciError.notAuthorizedAnyMore()).thrown());
    }

    /// A layer by an address that opens it, for whoever has that; nothing where the request has none.
    private Optional<Exchange> linked(Request request, Response response, Address address) {
        Fields query = Exchange.query(request);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!reads || query.get("signature") == null || !(address instanceof Address.BlobAt at)) {
            return Optional.empty();
        }
        var shown = new DownloadLinks.Shown(
                value(query, "account"), value(query, "region"), value(query, "expires"), value(query, "signature"));
        RepositoryKey opened = login.links()
                .opened(at.repository(), at.digest(), shown)
                .orElseThrow(() -> OciError.denied("the address of the layer is not good any more")
                        .thrown());
        var nobody = new TokenHolder(opened.realm(), ANONYMOUS, ANONYMOUS, Instant.EPOCH);
        return Optional.of(new Exchange(request, response, nobody, RegistryRights.EVERYTHING));
    }

    private static String value(Fields query, String name) {
        return Optional.ofNullable(query.getValue(name)).orElse("");
    }

    private static void requireUnanswered(Response response, Exception failure) throws IOException {
        if (response.isCommitted()) {
            throw new IOException("failed after the answer had begun", failure);
        }
    }

    /// Why, without the names of our files.
    private static String reason(IOException failure) {
        return failure instanceof FileSystemException named
                ? String.valueOf(named.getReason())
                : String.valueOf(failure.getMessage());
    }

    private static void record(Request request, Response response, Optional<TokenHolder> caller, long started) {
        String line = "request={} registry={} path={} principal={} status={} ms={}";
        Object[] facts = {
            id(response),
            LoggedText.of(request.getMethod()),
            LoggedText.of(Request.getPathInContext(request)),
            caller.map(TokenHolder::principal).orElse(ANONYMOUS),
            response.getStatus(),
            (System.nanoTime() - started) / 1_000_000
        };
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            log.debug(line, facts);
        } else {
            log.info(line, facts);
        }
    }

    private static String id(Response response) {
        return Optional.ofNullable(response.getHeaders().get(REQUEST_ID)).orElse(ANONYMOUS);
    }
}
