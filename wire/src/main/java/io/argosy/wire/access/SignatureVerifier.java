package io.argosy.wire.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Checks the SigV4 signature of a request, in its header or its query, against the body that really came. An unknown
/// key costs as much time and gets the same answer as a wrong signature.
public final class SignatureVerifier {
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration PRESIGNED_SKEW = Duration.ofMinutes(15);
    private static final Secret NOBODY = new Secret("nobody");

    private static final Set<String> GLOBAL_SERVICES = Set.of("iam", "sts");
    private static final String GLOBAL_REGION = "us-east-1";

    /// Headers that change what a request means: when they are there, the signature must cover them.
    private static final List<String> MUST_BE_SIGNED =
            List.of("x-amz-date", "x-amz-target", "x-amz-security-token", "x-amz-content-sha256");

    private final CredentialStore credentials;
    private final Set<String> regions;
    private final InstantSource clock;

    /// `regions` are the only ones accepted; empty means any.
    public SignatureVerifier(CredentialStore credentials, Set<String> regions, InstantSource clock) {
        this.credentials = credentials;
        this.regions = Set.copyOf(regions);
        this.clock = clock;
    }

    /// The service and region a request claims to be signed for, unchecked: good for choosing how to answer it only.
    public static Optional<CredentialScope> claimedScope(RequestHead head) {
        try {
            return Optional.of(SignatureFields.in(head).scope());
        } catch (SignatureRefused unreadable) {
            return Optional.empty();
        }
    }

    /// Whether the key that a request names is one of ours, before its body is there. A head that no body could make
    /// good is refused.
    public boolean keyIsKnown(RequestHead head) throws SignatureRefused {
        return credentials.lookup(checked(head, clock.instant()).accessKeyId()).isPresent();
    }

    private SignatureFields checked(RequestHead head, Instant now) throws SignatureRefused {
        SignatureFields claim = SignatureFields.in(head);
        checkTime(claim, now);
        checkCoverage(claim, head);
        if (!regions.isEmpty() && !regions.contains(claim.scope().region()) && !global(claim.scope())) {
            throw SignatureRefused.notCovered("Credential should be scoped to a valid region. This server's: "
                    + String.join(", ", new TreeSet<>(regions)) + "; this request's: "
                    + claim.scope().region());
        }
        return claim;
    }

    /// Some services are in one region for all; that is no place where a server could be.
    private static boolean global(CredentialScope scope) {
        return GLOBAL_SERVICES.contains(scope.service()) && scope.region().equals(GLOBAL_REGION);
    }

    public Identity verify(RequestHead head, byte[] body) throws SignatureRefused {
        Instant now = clock.instant();
        SignatureFields claim = checked(head, now);
        Optional<Credential> known = credentials.lookup(claim.accessKeyId());
        boolean matches = matches(
                claim,
                head,
                body,
                known.map(credential -> credential.key().secret()).orElse(NOBODY));
        Credential credential = known.filter(_ -> matches)
                .filter(found -> found.key().sessionToken().equals(claim.sessionToken()))
                .orElseThrow(SignatureRefused::unrecognized);
        if (credential.expiredAt(now)) {
            throw SignatureRefused.tokenExpired();
        }
        return new Identity(credential, claim.scope());
    }

    private static boolean matches(SignatureFields claim, RequestHead head, byte[] body, Secret secret) {
        String payloadHash = SignatureV4.sha256(body);
        byte[] given = claim.signature().getBytes(UTF_8);
        boolean matches = Stream.of(
                        SignatureV4.canonicalPath(head.rawPath()), SignatureV4.normalisedPath(head.rawPath()))
                .distinct()
                .map(path -> SignatureV4.canonicalRequest(head, path, claim.signedHeaders(), payloadHash))
                .map(request -> SignatureV4.sign(request, claim.signedAt(), claim.scope(), secret))
                .map(expected -> MessageDigest.isEqual(expected.getBytes(UTF_8), given))
                .reduce(false, Boolean::logicalOr);
        return matches
                && head.header("x-amz-content-sha256").map(payloadHash::equals).orElse(true);
    }

    private static void checkTime(SignatureFields claim, Instant now) throws SignatureRefused {
        String signedAt = SignatureV4.TIMESTAMP.format(claim.signedAt());
        if (!signedAt.startsWith(claim.scope().date())) {
            throw SignatureRefused.incomplete(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP");
        }
        Duration skew = claim.presigned() ? PRESIGNED_SKEW : SKEW;
        Duration life = claim.presigned() ? claim.validFor() : SKEW;
        String present = SignatureV4.TIMESTAMP.format(now);
        if (claim.signedAt().plus(life).isBefore(now)) {
            throw SignatureRefused.outOfTime("Signature expired: " + signedAt + " is now earlier than "
                    + SignatureV4.TIMESTAMP.format(now.minus(life)) + " (" + present + " - " + life.toMinutes()
                    + " min.)");
        }
        if (claim.signedAt().isAfter(now.plus(skew))) {
            throw SignatureRefused.outOfTime("Signature not yet current: " + signedAt + " is still later than "
                    + SignatureV4.TIMESTAMP.format(now.plus(skew)) + " (" + present + " + " + skew.toMinutes()
                    + " min.)");
        }
    }

    private static void checkCoverage(SignatureFields claim, RequestHead head) throws SignatureRefused {
        if (!claim.signedHeaders().contains("host")) {
            throw SignatureRefused.notCovered("'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        for (String name : MUST_BE_SIGNED) {
            if (head.header(name).isPresent() && !claim.signedHeaders().contains(name)) {
                throw SignatureRefused.notCovered("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
        for (String name : claim.signedHeaders()) {
            if (head.header(name).isEmpty()) {
                throw SignatureRefused.notCovered("the signed header '" + name + "' is not in the request");
            }
        }
    }
}
