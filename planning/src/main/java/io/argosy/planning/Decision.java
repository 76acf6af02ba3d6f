package io.argosy.planning;

import io.argosy.model.ContainerInstanceId;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a task goes, or why no instance takes it.
public sealed interface Decision {
    record Place(ContainerInstanceId on) implements Decision {}

    /// `vetoes` has every instance looked at, in the order of their ids.
    record NoRoom(SortedMap<ContainerInstanceId, Veto> vetoes) implements Decision {
        public NoRoom {
            var sorted = new TreeMap<ContainerInstanceId, Veto>(Comparator.comparing(ContainerInstanceId::value));
            sorted.putAll(vetoes);
            vetoes = Collections.unmodifiableSortedMap(sorted);
        }

        /// The instance that came furthest through the rules; of those the one that lacks least, then the lowest id.
        public Optional<Map.Entry<ContainerInstanceId, Veto>> closest() {
            return vetoes.entrySet().stream()
                    .min(Comparator.comparing(
                            Map.Entry::getValue,
                            Comparator.comparingInt(Veto::step).reversed().thenComparingLong(NoRoom::lacking)));
        }

        private static long lacking(Veto veto) {
            return switch (veto) {
                case Veto.Cpu(int asked, int free) -> (long) asked - free;
                case Veto.Memory(int asked, int free) -> (long) asked - free;
                case Veto.Inactive _,
                        Veto.Draining _,
                        Veto.AgentDisconnected _,
                        Veto.Recovering _,
                        Veto.Impaired _,
                        Veto.External _,
                        Veto.TcpPort _,
                        Veto.UdpPort _,
                        Veto.MissingAttribute _,
                        Veto.Unavailable _,
                        Veto.MemberOf _,
                        Veto.DistinctInstance _ -> 0;
            };
        }
    }
}
