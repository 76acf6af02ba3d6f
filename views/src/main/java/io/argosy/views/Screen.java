package io.argosy.views;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The terminal while `top` has it: keys are heard at once and not shown, on a screen of its own, and everything
/// is as it was afterwards, also after Ctrl-C.
public final class Screen implements AutoCloseable {
    private static final String OTHER_SCREEN = "\u001b[?1049h\u001b[?25l";
    private static final String FORMER_SCREEN = "\u001b[?25h\u001b[?1049l";
    private static final Duration LISTENING = Duration.ofMillis(100);

    private final String former;
    private final Thread whenKilled = new Thread(this::restore);

    private Screen(String former) {
        this.former = former;
    }

    public static Screen take() throws IOException, InterruptedException {
        var screen = new Screen(stty("-g").strip());
        Runtime.getRuntime().addShutdownHook(screen.whenKilled);
        stty("-icanon", "-echo", "min", "0");
        System.out.print(OTHER_SCREEN);
        return screen;
    }

    /// Rows and columns by now.
    public int[] size() throws IOException, InterruptedException {
        String[] words = stty("size").strip().split(" ");
        boolean known = words.length == 2 && !words[0].equals("0") && words[0].matches("[0-9]{1,4}");
        return known ? new int[] {Integer.parseInt(words[0]), Integer.parseInt(words[1])} : new int[] {24, 80};
    }

    /// Whether somebody pressed q within this time.
    public boolean quitWithin(Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            while (System.in.available() > 0) {
                if (System.in.read() == 'q') {
                    return true;
                }
            }
            Thread.sleep(LISTENING);
        }
        return false;
    }

    private static String stty(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return said;
    }

    private void restore() {
        try {
            System.out.print(FORMER_SCREEN);
            System.out.flush();
            stty(former);
        } catch (IOException | InterruptedException gone) {
            // The terminal went first: there is nothing left to restore.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        restore();
        Runtime.getRuntime().removeShutdownHook(whenKilled);
    }
}
