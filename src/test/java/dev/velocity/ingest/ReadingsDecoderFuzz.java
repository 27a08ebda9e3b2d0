package dev.velocity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.ArrayList;
import java.util.List;

/// Whatever a device sends is readings, refusals, or one refusal of the whole; what is taken is within nature, and what
/// the library takes of the same bytes.
public final class ReadingsDecoderFuzz {
    private static final ReadingsDecoder DECODER = new ReadingsDecoder(Door.CATALOGUE);

    private ReadingsDecoderFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        look(data.consumeRemainingAsBytes());
    }

    static void look(byte[] body) {
        int foreign = Door.CATALOGUE.index("vault-co2");
        Decoded decoded;
        try {
            decoded = DECODER.decode(body, body.length, sensor -> sensor != foreign, Door.NOON);
        } catch (BadBody refused) {
            if (refused.status() != 400 && refused.status() != 413) throw new AssertionError(refused.code());
            return;
        }
        check(decoded, foreign);
        assertThat(told(decoded))
                .isEqualTo(told(DECODER.byLibrary(body, body.length, sensor -> sensor != foreign, Door.NOON)));
    }

    private static List<String> told(Decoded decoded) {
        var batch = decoded.batch();
        var told = new ArrayList<String>();
        for (int i = 0; i < batch.size(); i++)
            told.add(batch.position(i) + ": " + batch.sensor(i) + " " + batch.at(i) + " "
                    + Double.doubleToRawLongBits(batch.value(i)) + " " + batch.sequence(i));
        decoded.refused().forEach(refusal -> told.add(refusal.toString()));
        return told;
    }

    private static void check(Decoded decoded, int foreign) {
        var batch = decoded.batch();
        long latest = (Door.NOON.getEpochSecond() + 300) * 1_000_000;
        var seen = new java.util.BitSet();
        for (int i = 0; i < batch.size(); i++) {
            var sensor = Door.CATALOGUE.sensor(batch.sensor(i));
            boolean right = sensor.quantity().admits(batch.value(i))
                    && batch.sensor(i) != foreign
                    && batch.at(i) >= 0
                    && batch.at(i) <= latest
                    && batch.sequence(i) >= -1;
            if (!right || seen.get(batch.position(i))) throw new AssertionError("item " + batch.position(i));
            seen.set(batch.position(i));
        }
        for (var refusal : decoded.refused()) {
            if (seen.get(refusal.position())
                    || refusal.detail().isBlank()
                    || refusal.detail().length() > 500) throw new AssertionError(refusal.toString());
            seen.set(refusal.position());
        }
        if (seen.cardinality() != seen.length()) throw new AssertionError("an item has no answer");
    }
}
