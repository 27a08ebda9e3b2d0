package dev.velocity.alert;

/// An alert and its one JSON shape, written once however often it is asked for.
///
/// @param json an object, as [AlertJson#text(Alert)] writes it
public record Listed(Alert alert, String json) {
    Listed(Alert alert) {
        this(alert, AlertJson.text(alert));
    }
}
