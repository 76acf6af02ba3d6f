package io.argosy.registry.blobs;

import java.util.concurrent.Semaphore;

/// What all uploads share: how large a blob may be, what is left of the disk, and how many may have a hashing thread.
/// More threads than two a core would not hash faster, and each has a mebibyte of buffers.
record Intake(long blobBytes, DiskReserve reserve, Semaphore hashers) {
    Intake(long blobBytes, DiskReserve reserve) {
        this(blobBytes, reserve, new Semaphore(2 * Runtime.getRuntime().availableProcessors()));
    }
}
