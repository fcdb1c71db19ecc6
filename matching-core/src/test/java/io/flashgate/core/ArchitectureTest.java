package io.flashgate.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("The core")
class ArchitectureTest {

    private static final String GENERATED = "io.flashgate.core.protocol..";

    private static final JavaClasses CORE = importQuietly();

    @Test
    @DisplayName("needs a few packages of the JDK, and Agrona's buffers")
    void needsLittle() {
        classes()
                .that(not(resideInAPackage(GENERATED)))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java.lang",
                                "java.lang.runtime",
                                "java.lang.invoke",
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                "java.nio.charset",
                                "org.agrona..",
                                "io.flashgate.core..")
                        // Of java.nio only the name of a byte order: no buffer, channel or file.
                        .or(nameMatching("java\\.nio\\.ByteOrder"))
                        .or(nameMatching("java\\.util\\.zip\\.(CRC32C|Checksum)")))
                .check(CORE);
    }

    @Test
    @DisplayName("has no clock, no chance, no thread and no process")
    void hasNoClock() {
        noClasses()
                .should()
                .dependOnClassesThat(nameMatching("java\\.lang\\.(Thread|ThreadLocal|Runtime|Process|ProcessBuilder)"))
                .orShould()
                .dependOnClassesThat(nameMatching("java\\.util\\.(Random|SplittableRandom|UUID|Date|Calendar|Timer)"))
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(CORE);
    }

    @Test
    @DisplayName("uses of Agrona its buffers alone: no clock, no agent, no queue")
    void usesBuffersAlone() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.agrona..").and(not(nameMatching("org\\.agrona\\..*Buffer"))))
                .because("Agrona has clocks, threads and files too")
                .check(CORE.that(not(resideInAPackage(GENERATED))));
    }

    @Test
    @DisplayName(
            "has arrows that point one way: core to snapshot, to order and sale, those to tables, tables to nothing")
    void arrows() {
        noClasses()
                .that(resideInAPackage("io.flashgate.core.table"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.flashgate.core", "io.flashgate.core.order", "io.flashgate.core.sale", GENERATED))
                .check(CORE);
        noClasses()
                .that(resideInAnyPackage("io.flashgate.core.order", "io.flashgate.core.sale"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.flashgate.core", "io.flashgate.core.snapshot"))
                .check(CORE);
        noClasses()
                .that(resideInAPackage("io.flashgate.core.snapshot"))
                .should()
                .dependOnClassesThat(resideInAPackage("io.flashgate.core"))
                .check(CORE);
        noClasses()
                .that(resideInAPackage(GENERATED))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.flashgate.core",
                        "io.flashgate.core.order",
                        "io.flashgate.core.sale",
                        "io.flashgate.core.table"))
                .check(CORE);
    }

    @Test
    @DisplayName("lets a sale know of orders the outcomes and their lengths, and nothing that decides")
    void salesDoNotDecide() {
        noClasses()
                .that(resideInAPackage("io.flashgate.core.sale"))
                .should()
                .dependOnClassesThat(resideInAPackage("io.flashgate.core.order")
                        .and(not(nameMatching("io\\.flashgate\\.core\\.order\\.(Outcome|Text)"))))
                .check(CORE);
    }

    /** A configuration file would travel in the test-jar and meet those of other modules; so the level is set here. */
    private static JavaClasses importQuietly() {
        ((Logger) LoggerFactory.getLogger("com.tngtech.archunit")).setLevel(Level.WARN);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(new ImportOption.DoNotIncludeJars())
                .importPackages("io.flashgate.core");
    }
}
