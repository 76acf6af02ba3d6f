package io.argosy.bench;

/// A program that waits and does nothing else: the least that a JVM with an agent's flags takes.
final class Floor {
    private Floor() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("waits");
        Thread.currentThread().join();
    }
}
