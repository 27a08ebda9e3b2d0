package dev.velocity.ops;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// As much of JSON Schema as GitHub's description of a ruleset uses, read strictly: a property that is not described is
/// a problem, since GitHub passes over what it does not know.
record Schema(JsonNode all) {

    /// What is wrong with the value, with the place it is wrong at.
    List<String> problems(String name, JsonNode value) {
        var found = new ArrayList<String>();
        look(all.get(name), value, "$", found);
        return found;
    }

    private void look(JsonNode schema, JsonNode value, String at, List<String> found) {
        if (schema.has("$ref")) {
            look(all.get(schema.get("$ref").asString().substring(2)), value, at, found);
            return;
        }
        if (schema.has("oneOf")) {
            oneOf(schema.get("oneOf"), value, at, found);
            return;
        }
        if (value.isNull() && schema.path("nullable").asBoolean(false)) return;
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals))
            found.add(at + ": " + value + " is none of " + schema.get("enum"));
        switch (schema.path("type").asString("")) {
            case "object" -> object(schema, value, at, found);
            case "array" -> {
                if (!value.isArray()) found.add(at + ": a list is wanted");
                for (int i = 0; i < value.size(); i++)
                    look(schema.get("items"), value.get(i), at + "[" + i + "]", found);
            }
            case "string" -> require(value.isString(), at, "text", value, found);
            case "boolean" -> require(value.isBoolean(), at, "true or false", value, found);
            case "integer" -> {
                require(value.isIntegralNumber(), at, "a whole number", value, found);
                if (value.isIntegralNumber()
                        && (value.asLong() < schema.path("minimum").asLong(Long.MIN_VALUE)
                                || value.asLong() > schema.path("maximum").asLong(Long.MAX_VALUE)))
                    found.add(at + ": " + value + " is out of range");
            }
            case String other -> found.add(at + ": the schema says " + other + ", which is not understood");
        }
    }

    private void object(JsonNode schema, JsonNode value, String at, List<String> found) {
        if (!value.isObject()) {
            found.add(at + ": an object is wanted");
            return;
        }
        for (var name :
                schema.path("required").valueStream().map(JsonNode::asString).toList())
            if (!value.has(name)) found.add(at + ": " + name + " is missing");
        var properties = schema.path("properties");
        value.propertyStream().forEach(property -> {
            var described = properties.get(property.getKey());
            if (described == null) found.add(at + ": there is no " + property.getKey());
            else look(described, property.getValue(), at + "." + property.getKey(), found);
        });
    }

    private void oneOf(JsonNode kinds, JsonNode value, String at, List<String> found) {
        var why = new ArrayList<String>();
        for (var kind : kinds) {
            var problems = new ArrayList<String>();
            look(kind, value, at, problems);
            if (problems.isEmpty()) return;
            // The problems of the kind it means to be are those that help.
            if (problems.stream().noneMatch(problem -> problem.startsWith(at + ".type:"))) why.addAll(problems);
        }
        found.addAll(why.isEmpty() ? List.of(at + ": no kind of it is like this: " + value) : why);
    }

    private static void require(boolean so, String at, String wanted, JsonNode value, List<String> found) {
        if (!so) found.add(at + ": " + wanted + " is wanted, not " + value);
    }
}
