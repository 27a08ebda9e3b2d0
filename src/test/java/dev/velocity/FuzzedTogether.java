package dev.velocity;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Several targets as one: the last byte of an input says whose the rest is. A process of Jazzer's takes longer to
/// start than a short run takes.
public final class FuzzedTogether {
    /// The property that names the targets' classes, with commas between.
    static final String TARGETS = "fuzz.targets";

    private static final List<MethodHandle> METHODS = new ArrayList<>();

    private FuzzedTogether() {}

    public static void fuzzerInitialize() throws ReflectiveOperationException {
        for (var target : System.getProperty(TARGETS).split(",", -1))
            METHODS.add(MethodHandles.publicLookup()
                    .findStatic(
                            Class.forName(target),
                            "fuzzerTestOneInput",
                            MethodType.methodType(void.class, FuzzedDataProvider.class)));
    }

    @SuppressWarnings("ThrowSpecificity") // a target throws what it likes
    public static void fuzzerTestOneInput(FuzzedDataProvider data) throws Throwable {
        METHODS.get(data.consumeInt(0, METHODS.size() - 1)).invokeExact(data);
    }

    /// What [#fuzzerTestOneInput] takes for that input of that target: numbers are drawn from the end.
    static byte[] input(byte[] own, int target) {
        var input = Arrays.copyOf(own, own.length + 1);
        input[own.length] = (byte) target;
        return input;
    }
}
