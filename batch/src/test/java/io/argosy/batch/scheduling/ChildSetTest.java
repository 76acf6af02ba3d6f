package io.argosy.batch.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ChildSetTest {
    @Test
    void manyNeighboursAreTwoNumbers() {
        assertThat(ChildSet.range(0, 10_000).without(0).bounds()).isEqualTo(List.of(1, 10_000));
    }

    @Test
    void doesWhatASetOfBitsDoes() {
        var chance = new Random(7);
        for (int round = 0; round < 200; round++) {
            BitSet one = some(chance);
            BitSet other = some(chance);
            BitSet union = (BitSet) one.clone();
            union.or(other);
            BitSet rest = (BitSet) one.clone();
            rest.andNot(other);
            BitSet both = (BitSet) one.clone();
            both.and(other);

            assertThat(of(one).plus(of(other))).isEqualTo(of(union));
            assertThat(of(one).minus(of(other))).isEqualTo(of(rest));
            assertThat(of(one).and(of(other))).isEqualTo(of(both));
            assertThat(of(one).size()).isEqualTo(one.cardinality());
            assertThat(of(one).stream().toArray()).isEqualTo(one.stream().toArray());
            assertThat(of(one)).containsExactlyElementsOf(one.stream().boxed().toList());
            assertThat(IntStream.range(0, 40).filter(of(one)::contains).toArray())
                    .isEqualTo(one.stream().toArray());
        }
    }

    private static ChildSet of(BitSet bits) {
        return ChildSet.of(bits.stream());
    }

    private static BitSet some(Random chance) {
        var bits = new BitSet();
        chance.ints(chance.nextInt(20), 0, 40).forEach(bits::set);
        return bits;
    }
}
