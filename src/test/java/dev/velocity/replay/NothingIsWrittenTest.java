package dev.velocity.replay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// What tells the past again has nothing it could write with.
class NothingIsWrittenTest {
    @Test
    void theRoomHasNoTransactionAndNoWriter() {
        noClasses()
                .that()
                .resideInAPackage("dev.velocity.replay")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.velocity.platform.Tx")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.velocity.platform.Writer")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql", "javax.sql", "org.springframework.jdbc..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.velocity.replay"));
    }
}
