/// Lets sensors in: authenticates a device, decodes readings, answers per item.
@org.jspecify.annotations.NullMarked
package dev.velocity.ingest;
