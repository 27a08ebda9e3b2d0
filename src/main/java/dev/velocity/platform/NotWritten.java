package dev.velocity.platform;

/// Why a unit of work changed nothing; its kinds are the answers a caller can give.
public abstract sealed class NotWritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotWritten(String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
    }

    /// Too much is waiting; nothing was tried. Ask again in a second.
    public static final class Busy extends NotWritten {
        private static final long serialVersionUID = 1L;

        Busy(String message) {
            super(message, null);
        }
    }

    /// The disk is full; nothing of the unit was kept.
    public static final class DiskFull extends NotWritten {
        private static final long serialVersionUID = 1L;

        DiskFull(@org.jspecify.annotations.Nullable Throwable cause) {
            super("the disk is full", cause);
        }

        /// Of readings that mean nothing new, while what is left of the disk is kept for alerts.
        public static DiskFull keptForAlerts() {
            return new DiskFull(null);
        }
    }

    /// The disk failed while committing, so nobody knows what is kept: the server takes no more changes until it is
    /// started again.
    public static final class Broken extends NotWritten {
        private static final long serialVersionUID = 1L;

        Broken(String message, @org.jspecify.annotations.Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
