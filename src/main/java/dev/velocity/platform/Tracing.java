package dev.velocity.platform;

/// Follows what a request sets off, across threads, to the screens that are told: for whoever collects traces. Any
/// thread.
///
/// Only a request begins a trace; every other part is one of a trace that is being followed, or nothing at all. What
/// can be said of a part is a closed set of marks, so that no secret and no text of anybody's gets into one by mistake.
public interface Tracing {
    /// Follows nothing: what every part costs is one call that returns at once.
    Tracing OFF = new Untraced();

    /// What there is to follow.
    enum Part {
        /// From a request's arrival to its answer.
        REQUEST,
        /// A unit of work on the writer's thread, without its wait for it.
        UNIT,
        /// The commit that brings it to disk, with those that share it.
        COMMIT,
        /// An alert's change is told to whoever listens.
        TELL,
        /// One screen's frame is written.
        FRAME
    }

    /// What can be said of a part.
    enum Mark {
        METHOD,
        /// The template of a route, never an address.
        ROUTE,
        STATUS,
        /// The id of a device.
        DEVICE,
        /// How many readings.
        READINGS,
        /// The number of an alert.
        ALERT,
        /// The number of a live event.
        EVENT,
        /// How many units share a commit.
        UNITS,
        /// Microseconds from being queued to being begun.
        WAITED
    }

    /// A trace that begins with a request, or nothing where this one is not among the sample.
    Step request();

    /// A part of what this thread is at.
    Step part(Part part);

    /// A part of what is followed from elsewhere.
    Step part(Part part, Place from);

    /// Where this thread is, for another to go on from.
    Place here();

    /// Remembers where this thread is as where that live event came from, for a while.
    void keep(long event);

    /// The frame of one screen, of the event that was kept; of many screens only some are followed.
    Step frame(long event);

    /// A place in a trace, or none.
    interface Place {
        Place NOWHERE = () -> false;

        boolean followed();
    }

    /// A part that has begun; it ends when it is closed.
    interface Step extends AutoCloseable {
        Step mark(Mark mark, String value);

        Step mark(Mark mark, long value);

        /// Says that it did not do what it was to.
        Step failed();

        /// Makes this part what the thread is at, until the answer is closed on the same thread.
        Inside enter();

        /// Lets go of it: it will not be told of.
        void forget();

        @Override
        void close();
    }

    /// While a thread is at a part.
    interface Inside extends AutoCloseable {
        @Override
        void close();
    }
}
