/// What nothing compiles and yet decides how we ship: workflows, scripts, the rules of the main branch.
@org.jspecify.annotations.NullMarked
package dev.velocity.ops;
