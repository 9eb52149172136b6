package dev.ticketchat;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Dependencies point one way: app -> infra and api -> chat, and api -> engine; chat -> the JDK.
@AnalyzeClasses(packages = "dev.ticketchat", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule layersPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("app")
          .definedBy("dev.ticketchat.app..")
          .layer("api")
          .definedBy("dev.ticketchat.api..")
          .layer("infra")
          .definedBy("dev.ticketchat.infra..")
          .layer("chat")
          .definedBy("dev.ticketchat.chat..")
          .layer("engine")
          .definedBy("dev.ticketchat.engine..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("infra")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("chat")
          .mayOnlyBeAccessedByLayers("app", "api", "infra")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("app", "api");

  @ArchTest
  static final ArchRule theChatKnowsTheJdkAlone =
      classes()
          .that()
          .resideInAPackage("dev.ticketchat.chat..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "javax.crypto..", "org.jspecify..", "dev.ticketchat.chat..");

  @ArchTest
  static final ArchRule onlyInfraSpeaksSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.ticketchat.infra.sql..")
          .and()
          .resideInAnyPackage("dev.ticketchat.chat..", "dev.ticketchat.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule nothingOfTheServerTouchesTheNetwork =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.ticketchat.chat..", "dev.ticketchat.api..", "dev.ticketchat.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule nothingMakesObjectsOfSerializedBytes =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.Object(In|Out)putStream.*|java\\.beans\\.XML.*");

  @ArchTest
  static final ArchRule nothingParsesXml =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.xml..", "org.w3c.dom..", "org.xml.sax..");

  @ArchTest
  static final ArchRule nothingStartsPrograms =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.lang\\.Process.*")
          .orShould()
          .callMethodWhere(target(name("exec")).and(target(owner(assignableTo(Runtime.class)))));

  /// To a key set, to clamd, to a store of files: the list that docs/security.md gives.
  @ArchTest
  static final ArchRule threePackagesOpenConnections =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.ticketchat.infra.tokens..",
              "dev.ticketchat.infra.scan..",
              "dev.ticketchat.infra.files..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\.http\\..*|java\\.net\\.(Socket|URL|.*URLConnection)"
                  + "|java\\.nio\\.channels\\.SocketChannel|software\\.amazon\\..*");

  @ArchTest
  static final ArchRule chatPackagesHaveNoCycles =
      slices().matching("dev.ticketchat.chat.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule apiPackagesHaveNoCycles =
      slices().matching("dev.ticketchat.api.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule infraPackagesHaveNoCycles =
      slices().matching("dev.ticketchat.infra.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule layersHaveNoCycles =
      slices().matching("dev.ticketchat.(*)..").should().beFreeOfCycles();
}
