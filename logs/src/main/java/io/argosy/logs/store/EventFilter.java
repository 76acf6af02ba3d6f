package io.argosy.logs.store;

/// Which events are wanted. Asked for whole blocks first, so that what cannot be in one need not be looked for in each
/// of its events.
public interface EventFilter {
    EventFilter EVERYTHING = new EventFilter() {
        @Override
        public boolean mayMatchIn(MessageText block) {
            return true;
        }

        @Override
        public boolean matches(MessageText message) {
            return true;
        }
    };

    /// False when no event among these bytes can match.
    boolean mayMatchIn(MessageText block);

    boolean matches(MessageText message);
}
