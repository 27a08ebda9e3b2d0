package dev.velocity.console;

import java.util.List;

/// A timeline ready to be shown.
///
/// @param asked what the fields of the form say
/// @param hours the names of the columns: two of the same on a day whose clocks are put back
/// @param rows of the heatmap
/// @param figures what the chosen hours hold
/// @param span the chosen hours in words
/// @param chosen whether hours are chosen, and not everything is shown
/// @param bars rows of the axis of time
/// @param ticks its marks
/// @param left episodes that are not drawn
/// @param incidents newest first
/// @param worst conditions that called most
public record TimelineView(
        Asked asked,
        List<String> hours,
        List<Row> rows,
        List<Figure> figures,
        String span,
        boolean chosen,
        List<Bars> bars,
        List<Tick> ticks,
        int left,
        List<IncidentView.Line> incidents,
        List<Offender> worst) {

    /// @param nothing address of the same page with no hours chosen
    /// @param kpis address of the load of the same queue
    /// @param csv query of the files
    /// @param replay where the chosen hours are played again; empty when they are no one stretch, or too long
    public record Asked(
            String first,
            String last,
            List<Choice> heats,
            List<Choice> layouts,
            List<Choice> queues,
            List<Choice> zones,
            String heat,
            String layout,
            String nothing,
            String kpis,
            String csv,
            String replay) {}

    /// @param value as addresses say it
    /// @param link the page with this choice, for what is switched by links
    public record Choice(String value, String name, boolean on, String link) {}

    /// @param day what the row is of: a date or a weekday
    public record Row(String day, List<Cell> cells) {}

    /// @param number as it stands in the cell; empty where the day has no such hour
    /// @param band how much that asks of one person
    /// @param said the whole cell in words
    /// @param from what the cell is chosen by: an instant, or a weekday
    /// @param to an instant, or an hour
    public record Cell(
            String number, String band, String said, String from, String to, String link, boolean on, boolean exists) {
        static final Cell MISSING = new Cell("", "none", "", "", "", "", false, false);
    }

    public record Figure(String name, String value) {}

    /// @param name of the zone
    public record Bars(String name, List<Bar> bars) {}

    /// @param left where it begins, in percent of the axis
    /// @param width at least what can be seen
    public record Bar(long incident, String severity, String left, String width, boolean present, String said) {}

    public record Tick(String left, String name) {}

    /// @param share of all calls
    /// @param running share of this and those above it
    public record Offender(
            long alert, String headline, String place, String queue, int calls, String share, String running) {}
}
