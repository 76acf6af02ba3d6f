package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A `switch` over a sealed type of ours names every case: one that catches the rest would also catch the case that is
/// added next. The compiler ends a switch that names them all with a MatchException, any other with something of ours.
final class SealedSwitchTest {
    /// Where the rest is meant, with the reason.
    private static final Set<String> MEANT = Set.of();

    private final Map<String, ClassModel> classes = new HashMap<>();

    @Test
    void nothingCatchesTheRest() throws IOException {
        for (String room : DoorsTest.DOORS.keySet()) {
            for (Path file : Checkout.filesBelow(Checkout.ROOT.resolve(room).resolve("target/classes"), ".class")) {
                ClassModel read = ClassFile.of().parse(file);
                classes.put(read.thisClass().asInternalName(), read);
            }
        }
        Set<String> found = new TreeSet<>();
        classes.values().forEach(one -> one.methods().forEach(method -> look(one, method, found)));

        assertThat(classes.size()).isGreaterThan(1_000);
        assertThat(found).containsExactlyInAnyOrderElementsOf(MEANT);
    }

    private void look(ClassModel owner, MethodModel method, Set<String> found) {
        List<CodeElement> code = method.code().map(all -> all.elementList()).orElse(List.of());
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i) instanceof InvokeDynamicInstruction choice && isPatternSwitch(choice)) {
                Optional<String> over = sealedTypeOf(choice);
                if (over.isPresent() && !endsWithMatchException(code, defaultAfter(code, i))) {
                    String name = owner.thisClass().asInternalName();
                    found.add(name.substring(name.lastIndexOf('/') + 1) + "."
                            + method.methodName().stringValue() + ": "
                            + over.get().substring(over.get().lastIndexOf('/') + 1));
                }
            }
        }
    }

    private static boolean isPatternSwitch(InvokeDynamicInstruction choice) {
        return choice.name().equalsString("typeSwitch");
    }

    /// What the switch is over, if that is a sealed type of ours.
    private Optional<String> sealedTypeOf(InvokeDynamicInstruction choice) {
        String descriptor = choice.typeSymbol().parameterType(0).descriptorString();
        return Optional.ofNullable(classes.get(descriptor.substring(1, descriptor.length() - 1)))
                .filter(type ->
                        type.findAttribute(Attributes.permittedSubclasses()).isPresent())
                .map(type -> type.thisClass().asInternalName());
    }

    private static Optional<Label> defaultAfter(List<CodeElement> code, int from) {
        for (int i = from + 1; i < code.size(); i++) {
            switch (code.get(i)) {
                case TableSwitchInstruction table -> {
                    return Optional.of(table.defaultTarget());
                }
                case LookupSwitchInstruction lookup -> {
                    return Optional.of(lookup.defaultTarget());
                }
                default -> {
                    // Something between the choice and its switch.
                }
            }
        }
        return Optional.empty();
    }

    private static boolean endsWithMatchException(List<CodeElement> code, Optional<Label> target) {
        boolean reached = false;
        for (CodeElement element : code) {
            if (element instanceof LabelTarget label
                    && target.filter(label.label()::equals).isPresent()) {
                reached = true;
            } else if (reached && element instanceof Instruction first) {
                return first instanceof NewObjectInstruction made
                        && made.className().asInternalName().equals("java/lang/MatchException");
            }
        }
        return target.isEmpty();
    }
}
