package dev.ticketchat.infra.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.infra.Unusable;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class S3LocationTest {

  @Test
  void isABucketOfAwsUnlessSaidOtherwise() {
    var location = S3Location.parse("s3://files");

    assertThat(location)
        .isEqualTo(new S3Location("files", "", Optional.empty(), Optional.empty(), false));
  }

  @Test
  void takesAnotherStoreByItsEndpoint() {
    var location = S3Location.parse("s3://files?endpoint=http://localhost:9000");

    var endpoint = Optional.of(URI.create("http://localhost:9000"));
    assertThat(location)
        .isEqualTo(new S3Location("files", "", endpoint, Optional.of("us-east-1"), true));
  }

  @Test
  void takesEveryOption() {
    var location =
        S3Location.parse(
            "s3://my.files/desk/chat/?endpoint=https%3A%2F%2Fs3.example.com&region=eu-west-1"
                + "&pathStyle=false");

    var endpoint = Optional.of(URI.create("https://s3.example.com"));
    assertThat(location)
        .isEqualTo(
            new S3Location("my.files", "desk/chat/", endpoint, Optional.of("eu-west-1"), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                  | must be like s3://bucket
          files                               | must be like s3://bucket
          http://files                        | must be like s3://bucket
          s3:files                            | must be like s3://bucket
          s3://                               | must be like s3://bucket
          s3://%                              | must be like s3://bucket
          s3://key:secret@files               | must not hold credentials
          s3://Files                          | The bucket of the file store's URL
          s3://f                              | The bucket of the file store's URL
          s3://files:9000                     | The bucket of the file store's URL
          s3://files/../up                    | The prefix of the file store's URL
          s3://files/a//b                     | The prefix of the file store's URL
          s3://files/a%20b                    | The prefix of the file store's URL
          s3://files?endpoint=localhost:9000  | The endpoint of the file store's URL
          s3://files?endpoint=ftp://host      | The endpoint of the file store's URL
          s3://files?endpoint=http://k:s@host | The endpoint of the file store's URL
          s3://files?region=eu_west           | The region of the file store's URL
          s3://files?pathStyle=yes            | must be true or false
          s3://files?secretKey=x              | takes endpoint, region and pathStyle
          s3://files?region=a&region=b        | takes endpoint, region and pathStyle
          s3://files?region                   | takes endpoint, region and pathStyle
          """)
  void saysInOneSentenceWhatIsWrong(String url, String part) {
    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> S3Location.parse(url))
        .withMessageContaining(part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://key:hidden@files",
        "s3://files?secretKey=hidden",
        "s3://files?endpoint=http://k:hidden@h"
      })
  void doesNotRepeatASecretThatShouldNotBeThere(String url) {
    assertThatExceptionOfType(Unusable.class)
        .isThrownBy(() -> S3Location.parse(url))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
  }
}
