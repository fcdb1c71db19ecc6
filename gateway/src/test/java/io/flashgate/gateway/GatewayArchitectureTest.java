package io.flashgate.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("The gateway's packages")
class GatewayArchitectureTest {

    private static final String GATEWAY = "io.flashgate.gateway";
    private static final String HTTP = GATEWAY + ".http..";
    private static final String ADMIN = GATEWAY + ".admin..";
    private static final String CLI = GATEWAY + ".cli..";
    private static final String ADMISSION = GATEWAY + ".admission..";
    private static final String PIPELINE = GATEWAY + ".pipeline..";
    private static final String EGRESS = GATEWAY + ".egress..";
    private static final String LIVE = GATEWAY + ".live..";
    private static final String TELEMETRY = GATEWAY + ".telemetry..";

    private static final JavaClasses ALL = importQuietly();

    @Test
    @DisplayName("leave the ring to one of them: only the pipeline knows com.lmax")
    void onlyThePipelineKnowsTheRing() {
        noClasses()
                .that(resideOutsideOfPackages(PIPELINE))
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.lmax.."))
                .check(ALL);
    }

    @Test
    @DisplayName("leave the sockets to http: only it and the admin routes, which answer through it, know Netty")
    void onlyHttpKnowsNetty() {
        noClasses()
                .that(resideOutsideOfPackages(HTTP, ADMIN))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.netty.."))
                .check(ALL);
    }

    @Test
    @DisplayName("point along a purchase's way: http, admission, pipeline, egress; nothing below looks up")
    void arrows() {
        mayNotUse(ADMISSION, HTTP, ADMIN, PIPELINE, EGRESS);
        mayNotUse(PIPELINE, HTTP, ADMIN, ADMISSION);
        mayNotUse(EGRESS, HTTP, ADMIN, ADMISSION, PIPELINE, LIVE);
        mayNotUse(LIVE, HTTP, ADMIN, ADMISSION, PIPELINE, EGRESS, TELEMETRY);
        mayNotUse(TELEMETRY, HTTP, ADMIN, ADMISSION, PIPELINE, EGRESS);
        mayNotUse(HTTP, ADMIN);
    }

    @Test
    @DisplayName("know nothing of the wiring above them, nor of the command line")
    void wiringIsAbove() {
        noClasses()
                .that(resideInAnyPackage(HTTP, ADMIN, ADMISSION, PIPELINE, EGRESS, LIVE, TELEMETRY))
                .should()
                .dependOnClassesThat(resideInAnyPackage(GATEWAY, CLI))
                .check(ALL);
    }

    @Test
    @DisplayName("are known to nobody underneath: neither core nor journal looks up at the gateway")
    void nothingUnderneathLooksUp() {
        noClasses()
                .that(resideInAnyPackage("io.flashgate.core..", "io.flashgate.journal.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(GATEWAY + ".."))
                .check(ALL);
        noClasses()
                .that(resideInAnyPackage("io.flashgate.core.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.flashgate.journal.."))
                .check(ALL);
    }

    private static void mayNotUse(final String lower, final String... higher) {
        noClasses()
                .that(resideInAnyPackage(lower))
                .should()
                .dependOnClassesThat(resideInAnyPackage(higher))
                .check(ALL);
    }

    private static JavaClasses importQuietly() {
        ((Logger) LoggerFactory.getLogger("com.tngtech.archunit")).setLevel(Level.WARN);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.flashgate");
    }
}
