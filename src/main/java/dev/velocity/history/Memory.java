package dev.velocity.history;

import dev.velocity.platform.Micros;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What memory holds of one sensor, as it is written down.
record Memory(String sensor, Recent recent, Minutes hour, Optional<Latest> latest) {
    static byte[] write(List<Memory> all) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(all.size());
            for (var one : all) {
                out.writeUTF(one.sensor);
                one.recent.write(out);
                one.hour.write(out);
                out.writeBoolean(one.latest.isPresent());
                if (one.latest.isEmpty()) continue;
                out.writeLong(Micros.of(one.latest.get().at()));
                out.writeDouble(one.latest.get().value());
                out.writeLong(Micros.of(one.latest.get().arrived()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /// @param data what [#write] made, once or one behind another
    /// @throws UncheckedIOException when it is not
    static List<Memory> read(byte[] data) {
        var all = new ArrayList<Memory>();
        try (var in = new DataInputStream(new ByteArrayInputStream(data))) {
            while (in.available() > 0)
                for (int n = in.readInt(); n > 0; n--) {
                    var sensor = in.readUTF();
                    var recent = Recent.read(in);
                    var hour = new Minutes();
                    hour.read(in);
                    Optional<Latest> latest = in.readBoolean()
                            ? Optional.of(new Latest(
                                    Micros.toInstant(in.readLong()), in.readDouble(), Micros.toInstant(in.readLong())))
                            : Optional.empty();
                    all.add(new Memory(sensor, recent, hour, latest));
                }
        } catch (IOException e) {
            throw new UncheckedIOException("the history's snapshot is damaged", e);
        }
        return all;
    }

    /// The newest reading of it all, and no more: enough for a keyframe.
    Memory newest() {
        return new Memory(sensor, new Recent(), new Minutes(), latest);
    }

    /// The same, of a keyframe, when readings are to come after it: what was known then only the disk can tell.
    Memory asking() {
        return new Memory(
                sensor,
                latest.map(newest -> Recent.since(Micros.of(newest.at()))).orElseGet(Recent::new),
                hour,
                latest);
    }
}
