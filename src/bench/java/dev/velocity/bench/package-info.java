/// How fast it is, measured against a floor in the same run. Not part of the product.
@org.jspecify.annotations.NullMarked
package dev.velocity.bench;
