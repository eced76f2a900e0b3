package io.milliwatt.desktop;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import javafx.application.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The directions of the dependencies, design.md section 2.
class ArchitectureTest {
    private static final String PROTOCOL = "io.milliwatt.protocol..";
    private static final String TRANSPORT = "io.milliwatt.transport..";
    private static final String SIP = "io.milliwatt.sip..";
    private static final String ENGINE = "io.milliwatt.engine..";
    private static final String PHONE = "io.milliwatt.phone..";
    private static final String IMAGES = "io.milliwatt.images..";
    private static final String INSPECTOR = "io.milliwatt.inspector..";
    private static final String BENCH = "io.milliwatt.bench..";
    private static final String CLI = "io.milliwatt.cli..";
    private static final String PRESENTATION = "io.milliwatt.presentation..";
    private static final String DESKTOP = "io.milliwatt.desktop..";

    private static JavaClasses product;

    @BeforeAll
    static void readTheClasses() {
        product =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .withImportOption(location -> !location.contains("/test-classes/"))
                        .importPackages("io.milliwatt");
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(product);
    }

    @Test
    void everyModuleIsLookedAt() {
        for (String part :
                List.of(
                        PROTOCOL,
                        TRANSPORT,
                        SIP,
                        ENGINE,
                        PHONE,
                        IMAGES,
                        INSPECTOR,
                        BENCH,
                        CLI,
                        PRESENTATION,
                        DESKTOP)) {
            assertTrue(
                    product.stream().anyMatch(resideInAPackage(part)),
                    part + " is not on the class path of this test");
        }
    }

    private static void mayOnlyUse(String part, String... allowed) {
        String[] own = new String[allowed.length + 1];
        System.arraycopy(allowed, 0, own, 0, allowed.length);
        own[allowed.length] = part;
        check(
                noClasses()
                        .that()
                        .resideInAPackage(part)
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("io.milliwatt..")
                                        .and(not(resideInAnyPackage(own))))
                        .because("dependencies point downwards only (design.md, section 2)"));
    }

    @Test
    void dependenciesBetweenModulesPointDownwardsOnly() {
        mayOnlyUse(PROTOCOL);
        mayOnlyUse(TRANSPORT, PROTOCOL);
        mayOnlyUse(SIP, PROTOCOL);
        mayOnlyUse(ENGINE, SIP, TRANSPORT, PROTOCOL);
        mayOnlyUse(PHONE, SIP, TRANSPORT, PROTOCOL);
        mayOnlyUse(IMAGES);
        mayOnlyUse(INSPECTOR, PROTOCOL);
        mayOnlyUse(BENCH, PHONE, IMAGES, INSPECTOR, SIP, TRANSPORT, PROTOCOL);
        mayOnlyUse(CLI, BENCH, INSPECTOR, PHONE, IMAGES);
        mayOnlyUse(PRESENTATION, BENCH, INSPECTOR, IMAGES);
        mayOnlyUse(DESKTOP, PRESENTATION, CLI, BENCH, INSPECTOR, PHONE, IMAGES);
    }

    @Test
    void protocolDoesNoInputOrOutput() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(PROTOCOL)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                                "java.nio.channels..",
                                                "java.nio.file..",
                                                "java.net..")
                                        .and(not(type(InetAddress.class)))
                                        .and(not(type(InetSocketAddress.class))))
                        .orShould()
                        .dependOnClassesThat()
                        .haveNameMatching("java\\.io\\..*(Stream|Reader|Writer|File)")
                        .because(
                                "protocol is values and functions, so that every byte can be tested"));
    }

    @Test
    void protocolHasNoThreadClockOrLogger() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(PROTOCOL)
                        .should()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("java.lang.Thread")
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.util.concurrent..", "org.slf4j..", "java.util.logging..")
                        .orShould()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(Instant.class, "now")
                        .because("time is a parameter: tests and captures move it by hand"));
    }

    @Test
    void viewModelsKnowNoToolkit() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(PRESENTATION)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "javafx.scene..",
                                "javafx.application..",
                                "javafx.stage..",
                                "javafx.animation..",
                                "javafx.css..")
                        .because("view models are tested without a toolkit"));
    }

    @Test
    void onlyTheWindowSeesGraphics() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(DESKTOP)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "javafx.scene..",
                                "javafx.application..",
                                "javafx.stage..",
                                "atlantafx..",
                                "org.kordamp..")
                        .because("everything else runs where there is no display"));
    }

    @Test
    void useCasesAndCommandsKnowNoJavaFx() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                INSPECTOR, BENCH, CLI, PHONE, ENGINE, SIP, TRANSPORT, IMAGES)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("javafx..")
                        .because("the command line uses the same use cases as the window"));
    }

    @Test
    void onlyTheSipLayerSeesTheSipStack() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(SIP)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("javax.sip..", "gov.nist..", "android.gov.nist..")
                        .because("one thin layer hides JAIN-SIP from engine and softphone"));
    }

    @Test
    void onlyTheCodecsSeeTheOpusLibrary() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("io.milliwatt.protocol.codec")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.github.jaredmdobson..")
                        .because("it throws on bytes that are no Opus (decision 12)"));
    }

    @Test
    void frontEndsOfTheEngineDoNotImportEachOther() {
        check(
                slices().matching("io.milliwatt.engine.frontend.(*)..")
                        .should()
                        .notDependOnEachOther()
                        .because("they share call types, and nothing else"));
    }

    @Test
    void librariesDoNotPrint() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                INSPECTOR,
                                BENCH,
                                PHONE,
                                SIP,
                                TRANSPORT,
                                PROTOCOL,
                                IMAGES,
                                PRESENTATION)
                        .should()
                        .accessField(System.class, "out")
                        .because("what is printed is decided by the command line and the window"));
    }

    @Test
    void onlyTheSchedulerHandsWorkToTheApplicationThread() {
        check(
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(FxScheduler.class.getName())
                        .should()
                        .callMethod(Platform.class, "runLater", Runnable.class)
                        .because(
                                "three bridges lead to the user interface thread, each with at most"
                                        + " one action waiting"));
    }

    @Test
    void nobodyUsesLombok() {
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("lombok..")
                        .because("records say the same in plain Java"));
    }

    @Test
    void noClassIsNamedAfterNothing() {
        check(
                classes()
                        .should()
                        .haveSimpleNameNotEndingWith("Utils")
                        .andShould()
                        .haveSimpleNameNotEndingWith("Helper")
                        .andShould()
                        .haveSimpleNameNotEndingWith("Manager")
                        .andShould()
                        .haveSimpleNameNotEndingWith("Impl")
                        .because("a name says what a class does (style.md, section 6)"));
    }
}
