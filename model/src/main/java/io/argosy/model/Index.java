package io.argosy.model;

import java.util.List;
import java.util.function.Function;

/// The words by which entities of a kind are found beside their key, and each entity's own. The order of words is that
/// of their letters.
public record Index<E extends Entity>(String name, Function<E, List<String>> words) {}
