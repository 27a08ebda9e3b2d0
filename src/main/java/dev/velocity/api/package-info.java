/// The same doors as JSON for people's tools; OpenAPI; RFC 9457 errors.
@org.jspecify.annotations.NullMarked
package dev.velocity.api;
