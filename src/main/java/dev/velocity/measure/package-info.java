/// Quantities, each with its UCUM unit and the range nature allows. Start at [dev.velocity.measure.Quantity].
@org.jspecify.annotations.NullMarked
package dev.velocity.measure;
