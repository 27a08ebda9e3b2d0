package dev.velocity;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// Velocity's compiled classes, as the house tests look at them.
final class Classes {
    static final String ROOT = "dev.velocity";

    /// In the names of what the build writes beside our classes, to put them together.
    private static final String GENERATED = "__";

    static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains(GENERATED))
            .importPackages(ROOT);

    static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(ROOT);

    private Classes() {}

    /// The first package name below the root, empty for the root itself: `dev.velocity.alert.Alert` lives in `alert`.
    static String room(JavaClass type) {
        var below = type.getPackageName().substring(ROOT.length());
        return below.isEmpty() ? "" : below.substring(1).split("\\.", 2)[0];
    }

    /// The name of the top-level class around `type`, as rules about names go by the file.
    static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(Classes::outermost).orElseGet(type::getSimpleName);
    }
}
