package dev.ticketchat.infra.files;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The AWS SDK takes a second to load, so nothing loads it that is not asked to use S3.
@AnalyzeClasses(packages = "dev.ticketchat", importOptions = DoNotIncludeTests.class)
final class SdkTest {

  @ArchTest
  static final ArchRule onlyTheS3StoreKnowsTheSdk =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.infra\\.files\\.S3(FileStore|Clients|Bucket|Part|Failure).*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");
}
