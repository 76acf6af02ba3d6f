package io.argosy.model;

/// Why a task stops, as code and text. The first reason stands; later ones do not replace it.
public record StopReason(StopCode code, String text) {}
