/// Alerts that belong together as one episode; timeline, heatmap, KPIs.
///
/// Start at [dev.velocity.incident.Kpis].
@org.jspecify.annotations.NullMarked
package dev.velocity.incident;
