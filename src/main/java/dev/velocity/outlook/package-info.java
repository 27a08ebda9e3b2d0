/// Where trends lead: how long until a limit or an empty store, and how sure that is.
///
/// It informs and never calls: a straight line drawn on is wrong too often to wake anybody. Start at
/// [dev.velocity.outlook.Outlooks].
@org.jspecify.annotations.NullMarked
package dev.velocity.outlook;
