package dev.ticketchat.infra.files;

import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Why a store did not do what it was asked, for the people who run it: the end of a sentence that
/// begins with the bucket.
final class S3Failure {

  private S3Failure() {}

  static String inWords(Exception failure) {
    if (failure instanceof S3Exception answer) {
      return inWords(answer.statusCode());
    }
    if (failure instanceof ApiCallTimeoutException) {
      return "did not answer in time.";
    }
    return String.valueOf(failure.getMessage()).contains("credentials")
        ? "needs credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        : "cannot be reached.";
  }

  private static String inWords(int status) {
    return switch (status) {
      case 401, 403 ->
          "does not let us in: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, and what they may do"
              + " there.";
      case 404 -> "does not exist.";
      case 501 -> "is of a store that lacks conditional writes (If-None-Match), which we need.";
      default -> "answers with the status " + status + ".";
    };
  }
}
