package dev.velocity.access;

import dev.velocity.platform.Secret;

/// A key just made: the only moment its text exists outside the device.
public record NewKey(Device device, Device.Key key, Secret text) {}
