package dev.ticketchat.infra.files;

import dev.ticketchat.infra.Unusable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// How we speak to S3-compatible stores: bodies as they are, neither in chunks of AWS' own nor with
/// its newer checksums behind them, which not every store understands. What arrives is checked by
/// `Content-MD5`, which all do.
final class S3Clients {

  private S3Clients() {}

  /// @throws Unusable when it is not said where the store is
  static S3Client connect(
      S3Location location, AwsCredentialsProvider credentials, S3Limits limits) {
    var http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(limits.connect())
            .socketTimeout(limits.read());
    var builder =
        S3Client.builder()
            .httpClientBuilder(http)
            .credentialsProvider(credentials)
            .forcePathStyle(location.pathStyle())
            .serviceConfiguration(
                s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(false))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(all ->
                all.apiCallTimeout(limits.call())
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(limits.attempts())
                            .build()));
    location.endpoint().ifPresent(builder::endpointOverride);
    location.region().map(Region::of).ifPresent(builder::region);
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw new Unusable(
          "The URL of the file store needs a region or an endpoint, or AWS_REGION must be set.", e);
    }
  }
}
