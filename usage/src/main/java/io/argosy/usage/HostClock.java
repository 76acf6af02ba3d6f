package io.argosy.usage;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// How far the clock of this host may be off, as the kernel keeps it for whoever sets the clock (`adjtimex`).
public record HostClock(double errorBoundMillis, boolean synchronised) {
    private static final long TIMEX_BYTES = 208;
    private static final long MAX_ERROR_MICROS = 24;
    private static final long STATUS = 40;
    private static final int NOT_SYNCHRONISED = 0x40;

    /// Nothing where the kernel cannot be asked.
    @SuppressWarnings("restricted")
    public static Optional<HostClock> now() {
        try (var arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            MethodHandle adjtimex = linker.downcallHandle(
                    linker.defaultLookup().find("adjtimex").orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            // All zero: it is asked, and nothing set.
            MemorySegment timex = arena.allocate(TIMEX_BYTES, Long.BYTES);
            int state = (int) adjtimex.invokeExact(timex);
            if (state < 0) {
                return Optional.empty();
            }
            long micros = timex.get(ValueLayout.JAVA_LONG, MAX_ERROR_MICROS);
            boolean off = (timex.get(ValueLayout.JAVA_INT, STATUS) & NOT_SYNCHRONISED) != 0;
            return Optional.of(new HostClock(micros / 1000.0, !off));
        } catch (Throwable notHere) {
            return Optional.empty();
        }
    }
}
