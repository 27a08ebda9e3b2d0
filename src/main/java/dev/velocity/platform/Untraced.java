package dev.velocity.platform;

/// Nothing is followed.
final class Untraced implements Tracing {
    private static final Inside NOTHING = () -> {};

    private static final Step NONE = new Step() {
        @Override
        public Step mark(Mark mark, String value) {
            return this;
        }

        @Override
        public Step mark(Mark mark, long value) {
            return this;
        }

        @Override
        public Step failed() {
            return this;
        }

        @Override
        public Inside enter() {
            return NOTHING;
        }

        @Override
        public void forget() {
            // There is nothing to let go of.
        }

        @Override
        public void close() {
            // There is nothing to end.
        }
    };

    @Override
    public Step request() {
        return NONE;
    }

    @Override
    public Step part(Part part) {
        return NONE;
    }

    @Override
    public Step part(Part part, Place from) {
        return NONE;
    }

    @Override
    public Place here() {
        return Place.NOWHERE;
    }

    @Override
    public void keep(long event) {
        // Nobody asks for it.
    }

    @Override
    public Step frame(long event) {
        return NONE;
    }
}
