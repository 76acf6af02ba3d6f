package io.argosy.wire;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What the system's own exceptions mean in words: many of them say no more than a path.
public final class WorldFailure {
    private WorldFailure() {}

    public static String words(IOException failure) {
        return switch (failure) {
            case NoSuchFileException gone -> gone.getFile() + " is not there";
            case AccessDeniedException denied -> "permission denied: " + denied.getFile() + " (as user " + user() + ")";
            case NotDirectoryException file -> file.getFile() + " is not a folder";
            case FileAlreadyExistsException there -> there.getFile() + " is in the way: it exists, and is no folder";
            case FileSystemException other ->
                other.getFile() + ": "
                        + (other.getReason() == null ? other.getClass().getSimpleName() : other.getReason());
            case CharacterCodingException _ -> "it is not text in UTF-8";
            case ConnectException refused -> "nothing listens there: " + refused.getMessage();
            case UnknownHostException unknown -> "no such host: " + unknown.getMessage();
            case BindException taken -> "cannot listen there: " + taken.getMessage();
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static String user() {
        return System.getProperty("user.name", "?");
    }
}
