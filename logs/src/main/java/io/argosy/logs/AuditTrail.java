package io.argosy.logs;

import io.argosy.logs.groups.LogGroup;
import io.argosy.logs.groups.LogGroups;
import io.argosy.logs.store.GroupLog;
import io.argosy.logs.store.LogStore;
import io.argosy.logs.store.StoredStream;
import io.argosy.model.AccountRegion;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.logs.InputLogEvent;
import io.argosy.wire.Audit;
import io.argosy.wire.AuditedCall;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who changed what, or tried to: a line of JSON a request in the log group `/argosy/audit`, a stream a day, with the
/// names of CloudTrail's records. Lines are written a moment after the answer; what cannot be written is in the
/// server's own log.
final class AuditTrail implements Audit, AutoCloseable {
    static final String GROUP = "/argosy/audit";
    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
    private static final String OURS = "argosy";
    private static final int KEPT_DAYS = 90;
    private static final int WAITING = 10_000;
    private static final int AT_ONCE = 1_000;
    private static final long PATIENCE_MILLIS = 1_000;
    /// A name that a client chose may be as long as a head.
    private static final int LONGEST_AGENT = 256;

    private final AccountRegion realm;
    private final LogGroups groups;
    private final LogStore store;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final BlockingQueue<AuditedCall> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread writer;
    private volatile boolean closed;

    private AuditTrail(
            AccountRegion realm, LogGroups groups, LogStore store, InstantSource clock, Supplier<String> ids) {
        this.realm = realm;
        this.groups = groups;
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.writer = Thread.ofVirtual().name("audit").unstarted(this::run);
    }

    static AuditTrail start(
            AccountRegion realm, LogGroups groups, LogStore store, InstantSource clock, Supplier<String> ids) {
        var trail = new AuditTrail(realm, groups, store, clock, ids);
        trail.writer.start();
        return trail;
    }

    @Override
    public void tell(AuditedCall call) {
        try {
            if (closed || !waiting.offer(call, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                tellTheLog(List.of(call));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            tellTheLog(List.of(call));
        }
    }

    private void run() {
        List<AuditedCall> calls = new ArrayList<>(AT_ONCE);
        while (!closed || !waiting.isEmpty()) {
            try {
                Optional.ofNullable(waiting.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                        .ifPresent(calls::add);
            } catch (InterruptedException stop) {
                // It is time to write what waits, and to end.
            }
            waiting.drainTo(calls, AT_ONCE - calls.size());
            write(calls);
            calls.clear();
        }
    }

    private void write(List<AuditedCall> calls) {
        Map<String, List<AuditedCall>> days = new LinkedHashMap<>();
        calls.stream()
                .sorted(Comparator.comparing(AuditedCall::at))
                .forEach(call -> days.computeIfAbsent(
                                call.at().atOffset(ZoneOffset.UTC).toLocalDate().toString(), _ -> new ArrayList<>())
                        .add(call));
        days.forEach((day, its) -> {
            try {
                write(day, its);
            } catch (IOException | RuntimeException failure) {
                log.warn("the audit cannot be written: {}", failure.toString());
                tellTheLog(its);
            }
        });
    }

    private void write(String day, List<AuditedCall> calls) throws IOException {
        List<InputLogEvent> events = calls.stream()
                .map(call -> InputLogEvent.builder()
                        .timestamp(call.at().toEpochMilli())
                        .message(line(call))
                        .build())
                .toList();
        GroupLog group = store.group(group().id());
        if (group.stream(day).isEmpty()) {
            store.createStream(group, day, clock.millis());
        }
        StoredStream stream = group.stream(day).orElseThrow();
        if (!store.put(group, stream, clock.millis(), events)) {
            throw new IOException("its stream " + day + " is gone");
        }
    }

    /// Made when there is something to tell, and again when somebody deleted it.
    private LogGroup group() {
        Optional<LogGroup> known = groups.find(realm, GROUP);
        if (known.isPresent()) {
            return known.get();
        }
        var made = new LogGroup(
                GROUP, ids.get(), "STANDARD", Optional.empty(), KEPT_DAYS, false, Map.of(), clock.instant());
        return groups.create(realm, made) ? made : groups.find(realm, GROUP).orElseThrow();
    }

    private static void tellTheLog(List<AuditedCall> calls) {
        calls.forEach(call -> log.warn("audit {}", line(call)));
    }

    private static String line(AuditedCall call) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("eventTime", call.at().toString());
        AuditedCall.What what = call.what();
        line.put("eventSource", what.service().equals(OURS) ? OURS : what.service() + ".amazonaws.com");
        line.put("eventName", what.operation());
        line.put("awsRegion", what.region());
        line.put(
                "userIdentity",
                Map.of("arn", call.who().principal(), "accessKeyId", call.who().accessKeyId()));
        line.put("sourceIPAddress", call.who().address());
        String agent = call.who().userAgent();
        line.put("userAgent", agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)));
        line.put("requestParameters", new TreeMap<>(what.named()));
        line.put("resources", what.resources());
        line.put("responseStatus", (long) call.status());
        call.error().ifPresent(code -> line.put("errorCode", code));
        line.put("requestID", call.requestId());
        return JsonTree.write(line);
    }

    /// Writes what waits.
    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
