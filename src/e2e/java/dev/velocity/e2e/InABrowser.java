package dev.velocity.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/// Tests of pages: a server that the class starts before its first test, and a browser that all classes share.
abstract class InABrowser {
    /// Starting one takes longer than most tests; what tests open in it is closed after each.
    static final Browsers browsers = new Browsers();

    static TestServer server;

    @AfterEach
    void nothingBrokeTheContentPolicyAndNoScriptFailed() {
        browsers.closeWindows();
        assertThat(browsers.complaints()).isEmpty();
    }

    @AfterAll
    static void stop() {
        server.close();
    }
}
