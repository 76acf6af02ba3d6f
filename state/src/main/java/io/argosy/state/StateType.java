package io.argosy.state;

import java.util.function.BiFunction;
import java.util.function.Function;

/// How a state is made of tables, gives them, and becomes the next by a change.
record StateType<S>(Function<Tables, S> of, Function<S, Tables> tables, BiFunction<S, Change, S> with) {}
