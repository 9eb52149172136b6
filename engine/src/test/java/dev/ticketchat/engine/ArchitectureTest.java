package dev.ticketchat.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Dependencies point one way: socketio -> engineio -> http -> loop.
@AnalyzeClasses(packages = "dev.ticketchat.engine", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule layersPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("socketio")
          .definedBy("..engine.socketio..")
          .layer("engineio")
          .definedBy("..engine.engineio..")
          .layer("http")
          .definedBy("..engine.http..")
          .layer("large")
          .definedBy("..engine.large..")
          .layer("loop")
          .definedBy("..engine.loop..")
          .whereLayer("socketio")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("engineio")
          .mayOnlyBeAccessedByLayers("socketio")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("socketio", "engineio")
          .whereLayer("large")
          .mayOnlyBeAccessedByLayers("socketio", "engineio", "http")
          .whereLayer("loop")
          .mayOnlyBeAccessedByLayers("engineio", "http");

  @ArchTest
  static final ArchRule socketIoNeverTouchesTheNetwork =
      noClasses()
          .that()
          .resideInAPackage("..engine.socketio..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule theEngineIsALibraryOfItsOwn =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.netty..",
              "tools.jackson..",
              "com.fasterxml.jackson.annotation..",
              "org.slf4j..",
              "org.jspecify..",
              "dev.ticketchat.engine..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.ticketchat.engine.(*)..").should().beFreeOfCycles();
}
