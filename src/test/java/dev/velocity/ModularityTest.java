package dev.velocity;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// Spring Modulith's own look at the rooms: no cycles, nothing injected past a door. `HousePlanTest` says who may use
/// whom.
class ModularityTest {

    @Test
    void theRoomsFormNoCycle() {
        ApplicationModules.of(Velocity.class).verify();
    }
}
