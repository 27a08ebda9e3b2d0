package dev.velocity.alert;

import java.util.List;

/// What can stand in the way of a command, a silence or a view. The sentence, with gaps `{0}`, is what tools, the log
/// and the trail get; screens word each in the language of whoever reads.
public enum Obstacle {
    ALREADY_WITH("already with {0}"),
    ALREADY_RESOLVED("already resolved"),
    ALREADY_YOURS("already yours"),
    ALREADY_THERE("it is there already"),
    ALREADY_SHELVED("already shelved by {0}; unshelve it first"),
    ALREADY_OUT_OF_SERVICE("already out of service"),
    NOT_ACKNOWLEDGED("nobody has acknowledged it"),
    NOT_YOURS("it is {0}'s, not yours"),
    NOBODYS("it is nobody's"),
    NOT_SHELVED("it is not shelved"),
    NOT_OUT_OF_SERVICE("it is not out of service"),
    NOT_LATCHED("only latched alerts are reset; resolve it"),
    LATCHED("a latched alert is reset, once it has returned to normal"),
    ACKNOWLEDGE_FIRST("acknowledge it first"),
    STILL_PRESENT("the condition is still present"),
    STILL_PRESENT_SAY_WHY("the condition is still present: say why it is over all the same"),
    STILL_OPEN("it is open"),
    OPEN_AS_ANOTHER("the same condition is open as alert {0}"),
    REPORTED_SAY_WHAT("a person reported it: say what you found and what was done"),
    REPORTED_NO_SENSOR("a person reported it: there is no sensor to work on"),
    WARNED_NO_SENSOR("a tool warned of it: there is no sensor to work on; silence it instead"),
    NOT_FOR_MANY("a critical alert is handled by itself"),
    SHELF_OF_CRITICAL("only operations may shelve a critical alert"),
    SHELF_NOT_YOURS("your role may not shelve"),
    /// A severity, and how many minutes.
    SHELF_TOO_LONG("a {0} alert is shelved for {1} minutes at most"),
    NO_SUCH_PERSON("there is nobody of the name {0}"),
    PERSON_OF_OTHER_ROLE("{0} is of a role that does not handle this alert"),
    KEY_USED("this idempotency key was used for another request; take a new one"),

    WORDS_MISSING("say why, or what was done"),
    /// The most characters, and how many there are.
    WORDS_TOO_LONG("at most {0} characters are kept; this has {1}"),
    REFERENCE_MISSING("name the work order or permit"),
    REFERENCE_TOO_LONG("a reference has at most {0} characters; this has {1}"),
    NOBODY_NAMED("say which role or which person is to handle it"),
    ROLE_HANDLES_NONE("{0} handles no alerts; assign to resident, security or operations"),
    NO_SUCH_ROLE("'{0}' is no role; assign to resident, security or operations"),
    MINUTES_MISSING("say for how many minutes"),
    MINUTES_NO_NUMBER("minutes is a whole number, not '{0}'"),
    /// The least, the most, and how many were said.
    MINUTES_OUT_OF_BOUNDS("it lasts {0} to {1} minutes, not {2}"),

    SILENCE_OF_ALL("say a sensor, a zone, a kind or a severity"),
    SILENCE_OF_CRITICAL("critical alerts cannot be silenced"),
    SILENCE_WITHOUT_REASON("say why in 1 to {0} characters"),
    SILENCE_TOO_LONG("a silence lasts {0} hours at most"),
    SILENCE_OVER("its time is over already"),
    WINDOW_BACKWARDS("it must end after it begins"),
    NO_RECURRENCE("'{0}' is no recurrence of RFC 5545 such as FREQ=WEEKLY;BYDAY=MO"),

    VIEW_NAME("a view's name has 1 to {0} characters"),
    VIEWS_TOO_MANY("at most {0} views are kept; delete one first"),

    /// Said before, and kept as it was said.
    AS_SAID("{0}");

    private final String english;

    Obstacle(String english) {
        this.english = english;
    }

    String english() {
        return english;
    }

    /// @param parts what the gaps stand for: a name, a number, a severity or a role
    public Refusal of(Object... parts) {
        return new Refusal(this, List.of(parts));
    }
}
