package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A tree against Java's own map, which does the same more slowly or not at all.
final class BTreeTest {
    private static final int F = BTree.FANOUT;
    /// Where nodes become too full or too empty, and where the tree grows and shrinks.
    private static final int[] SIZES = {0, 1, 2, F - 1, F, F + 1, 2 * F, 2 * F + 1, F * F, F * F + 1, 5_000};

    /// Keys with gaps: what is between two is not there.
    private static String key(int number) {
        return "%05d".formatted(2 * number + 1);
    }

    private static List<String> keys(int size) {
        return IntStream.range(0, size).mapToObj(BTreeTest::key).toList();
    }

    private static List<String> shuffled(int size, Random random) {
        List<String> keys = new ArrayList<>(keys(size));
        Collections.shuffle(keys, random);
        return keys;
    }

    private static BTree<String> grown(List<String> keys) {
        BTree<String> tree = BTree.noKeys();
        for (String key : keys) {
            tree = tree.plus(key, key);
        }
        return tree;
    }

    private static void same(BTree<Integer> tree, Map<String, Integer> expected) {
        assertThat(tree.values()).hasSize(expected.size()).containsExactlyElementsOf(expected.values());
        shaped(tree, true);
    }

    /// Each node has as many entries as it should, and all leaves are equally far away.
    private static void shaped(BTree<?> tree, boolean root) {
        if (tree.height() == 0) {
            assertThat(tree.entries()).isBetween(root ? 0 : F / 4, F);
            return;
        }
        assertThat(tree.entries()).isBetween(root ? 2 : F / 4, F);
        int size = 0;
        for (int i = 0; i < tree.entries(); i++) {
            assertThat(tree.below(i).height()).isEqualTo(tree.height() - 1);
            assertThat(tree.key(i)).isEqualTo(tree.below(i).key(0));
            shaped(tree.below(i), false);
            size += tree.below(i).size();
        }
        assertThat(tree.size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void randomEditsEndAsInATreeMap(long seed) {
        var random = new Random(seed);
        int range = List.of(3, F + 1, 3 * F, 1_000, 5_000, 20_000).get(random.nextInt(6));
        var expected = new TreeMap<String, Integer>();
        BTree<Integer> tree = BTree.empty();
        Map<BTree<Integer>, NavigableMap<String, Integer>> kept = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            String key = key(random.nextInt(range));
            // It grows for a while, then it shrinks.
            if (random.nextInt(10) < (step / 5_000 % 2 == 0 ? 8 : 2)) {
                tree = tree.plus(key, step);
                expected.put(key, step);
            } else {
                tree = tree.minus(key);
                expected.remove(key);
            }
            assertThat(tree.size()).isEqualTo(expected.size());
            assertThat(tree.get(key).orElse(-1)).isEqualTo(expected.getOrDefault(key, -1));
            if (step % 1_000 == 0) {
                kept.put(tree, new TreeMap<>(expected));
            }
        }
        same(tree, expected);
        kept.forEach(BTreeTest::same);
    }

    @Test
    void itShrinksToNothingAsItGrew() {
        var random = new Random(21);
        for (int size : SIZES) {
            BTree<String> tree = grown(shuffled(size, random));
            shaped(tree, true);
            assertThat(tree.values()).containsExactlyElementsOf(keys(size));

            var left = new TreeSet<>(keys(size));
            for (String key : shuffled(size, random)) {
                tree = tree.minus(key);
                left.remove(key);
                assertThat(tree.get(key)).isEmpty();
                if (left.size() % F == 0) {
                    shaped(tree, true);
                    assertThat(tree.values()).containsExactlyElementsOf(left);
                }
            }
            assertThat(tree.isEmpty()).isTrue();
            assertThat(tree.height()).isZero();
        }
    }

    @Test
    void inOrderAndBackwardsItGrowsAndShrinksToo() {
        List<String> ascending = keys(3_000);
        BTree<String> up = grown(ascending);
        BTree<String> down = grown(ascending.reversed());
        for (BTree<String> tree : List.of(up, down)) {
            shaped(tree, true);
            assertThat(tree.values()).containsExactlyElementsOf(ascending);
        }
        for (int i = 0; i < 2_900; i++) {
            up = up.minus(ascending.get(i));
            down = down.minus(ascending.get(2_999 - i));
        }
        shaped(up, true);
        shaped(down, true);
        assertThat(up.values()).containsExactlyElementsOf(ascending.subList(2_900, 3_000));
        assertThat(down.values()).containsExactlyElementsOf(ascending.subList(0, 100));
    }

    @Test
    void whatIsBuiltAtOnceIsWhatGrowsOneByOne() {
        for (int size : SIZES) {
            List<String> keys = keys(size);
            BTree<String> set = BTree.ofKeys(keys);
            shaped(set, true);
            assertThat(set.values()).containsExactlyElementsOf(keys);

            List<Integer> numbers = IntStream.range(0, size).boxed().toList();
            BTree<Integer> map = BTree.of(keys, numbers);
            shaped(map, true);
            assertThat(map.values()).containsExactlyElementsOf(numbers);
            for (int i = 0; i < size; i++) {
                assertThat(map.get(keys.get(i))).contains(i);
            }
        }
    }

    @Test
    void itIsWalkedFromAnyPlaceInBothDirections() {
        for (int size : SIZES) {
            BTree<String> tree = BTree.ofKeys(keys(size));
            var expected = new TreeSet<>(keys(size));
            assertThat(tree.backwards()).toIterable().containsExactlyElementsOf(expected.descendingSet());
            for (int number = 0; number <= 2 * size + 1; number++) {
                String place = "%05d".formatted(number);
                assertThat(tree.from(place, _ -> true).limit(3).toList())
                        .isEqualTo(
                                expected.tailSet(place, true).stream().limit(3).toList());
                assertThat(tree.after(place, _ -> true).limit(3).toList())
                        .isEqualTo(
                                expected.tailSet(place, false).stream().limit(3).toList());
                assertThat(tree.before(place, _ -> true).limit(3).toList())
                        .isEqualTo(expected.headSet(place, false).descendingSet().stream()
                                .limit(3)
                                .toList());
            }
        }
    }

    @Test
    void aWalkGoesNoFurtherThanItIsRead() {
        var asked = new AtomicInteger();
        BTree<String> tree = BTree.ofKeys(keys(5_000));

        List<String> three = tree.from("", key -> asked.incrementAndGet() > 0 && key.compareTo("09000") < 0)
                .limit(3)
                .toList();

        assertThat(three).containsExactly("00001", "00003", "00005");
        assertThat(asked.get()).isLessThan(10);
        assertThat(tree.from("09990", key -> key.compareTo("09995") <= 0)).containsExactly("09991", "09993", "09995");
        assertThat(tree.before("00006", key -> key.compareTo("00002") > 0)).containsExactly("00005", "00003");
        assertThatThrownBy(BTree.noKeys().backwards()::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anEditThatChangesNothingIsTheSameTree() {
        for (int size : SIZES) {
            List<String> keys = keys(size);
            BTree<String> set = BTree.ofKeys(keys);
            BTree<List<String>> map = BTree.of(keys, keys.stream().map(List::of).toList());
            for (String key : keys.stream().limit(100).toList()) {
                assertThat(set.plus(new String(key), key)).isSameAs(set);
                assertThat(map.plus(key, map.get(key).orElseThrow())).isSameAs(map);
                assertThat(map.plus(key, List.of("other")).size()).isEqualTo(size);
            }
            assertThat(set.minus("nothing")).isSameAs(set);
            assertThat(set.minus("")).isSameAs(set);
            assertThat(map.minus("00002")).isSameAs(map);
        }
    }
}
