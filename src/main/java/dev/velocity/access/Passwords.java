package dev.velocity.access;

import dev.velocity.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id, one hash at a time on a thread of its own.
///
/// A hash costs about 0.3 s of a core and 46 MiB on purpose. One at a time, and 16 waiting at most, means that a crowd
/// at the sign-in page takes one core and 46 MiB and never the alerts'. On a thread of its own because it would hold a
/// virtual thread's carrier all that time.
final class Passwords {
    private static final int MOST_WAITING = 16;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /// How much a hash costs.
    record Cost(int memoryKib, int passes, int lanes) {
        /// OWASP's first choice for Argon2id; 285 ms on the machine this was chosen on.
        static final Cost STANDARD = new Cost(47_104, 2, 1);
    }

    /// Sixteen are waiting already.
    static final class TooBusy extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Cost cost;
    private final String nobody;
    private final AtomicLong hashed = new AtomicLong();
    private final ThreadPoolExecutor worker;

    Passwords(Cost cost) {
        this.cost = cost;
        // Never matches: it is no hash of anything, but checking against it costs the same as against a real one.
        var random = new byte[SALT_BYTES + HASH_BYTES];
        RANDOM.nextBytes(random);
        this.nobody =
                phc(cost, Arrays.copyOf(random, SALT_BYTES), Arrays.copyOfRange(random, SALT_BYTES, random.length));
        this.worker =
                new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    var thread = new Thread(task, "passwords");
                    thread.setDaemon(true);
                    return thread;
                });
        this.worker.allowCoreThreadTimeOut(true);
    }

    /// The text to store for a password.
    String hash(Secret password) {
        return alone(() -> {
            var salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            return phc(cost, salt, argon2(cost, salt, password, HASH_BYTES));
        });
    }

    /// Whether the password is the one `stored` was made of.
    boolean matches(Secret password, String stored) {
        var parts = PHC.matcher(stored);
        if (!parts.matches()) throw new IllegalArgumentException("the stored password is no Argon2id text");
        var made = new Cost(number(parts.group(1)), number(parts.group(2)), number(parts.group(3)));
        var salt = Base64.getDecoder().decode(parts.group(4));
        var hash = Base64.getDecoder().decode(parts.group(5));
        return alone(() -> MessageDigest.isEqual(hash, argon2(made, salt, password, hash.length)));
    }

    /// What checking somebody's password costs, for a name nobody has: time must not tell which names exist.
    void matchNobody(Secret password) {
        if (matches(password, nobody)) throw new IllegalStateException("nobody's password was found");
    }

    /// Whether `stored` was made at another cost than today's.
    boolean outdated(String stored) {
        return !stored.startsWith(prefix(cost));
    }

    /// How many hashes were computed, for tests.
    long hashed() {
        return hashed.get();
    }

    private <T> T alone(Callable<T> hash) {
        try {
            return worker.submit(hash).get();
        } catch (RejectedExecutionException e) {
            throw new TooBusy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooBusy();
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing failed", e.getCause());
        }
    }

    private byte[] argon2(Cost cost, byte[] salt, Secret password, int length) {
        hashed.incrementAndGet();
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        var hash = new byte[length];
        // The same letters can be typed as different code points on different keyboards.
        var text = Normalizer.normalize(password.reveal(), Normalizer.Form.NFKC);
        generator.generateBytes(text.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static String phc(Cost cost, byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return prefix(cost) + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    private static String prefix(Cost cost) {
        return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.passes() + ",p=" + cost.lanes() + "$";
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
