package dev.ticketchat.infra.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The four things that we ask of a bucket. Throws what the SDK throws.
final class S3Bucket {
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /// Metadata of an object: which call stored it.
  private static final String STORED_BY = "stored-by";

  private final S3Client client;
  private final S3Location location;
  private final S3Limits limits;

  S3Bucket(S3Client client, S3Location location, S3Limits limits) {
    this.client = client;
    this.location = location;
    this.limits = limits;
  }

  /// Stores a file that the bucket does not have; the store checks that it is whole.
  ///
  /// @throws IllegalStateException when it has one of that name
  void put(String name, Path source) throws IOException {
    var size = Files.size(source);
    var md5 = md5(source);
    send(name, RequestBody.fromFile(source), md5, limits.forCallOf(size));
  }

  /// A part of a file, as far as the file goes.
  ///
  /// @throws IllegalStateException when the file ends before the part begins
  S3Part open(String name, long from, long count) {
    var last = count > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + count - 1;
    var answer = get(name, "bytes=%d-%d".formatted(from, last));
    return new S3Part(answer, Math.min(answer.response().contentLength(), count));
  }

  HeadObjectResponse find(String name) {
    return client.headObject(head -> head.bucket(location.bucket()).key(key(name)));
  }

  void delete(String name) {
    client.deleteObject(delete -> delete.bucket(location.bucket()).key(key(name)));
  }

  /// Stores, reads and deletes a small file.
  void tryOut() throws IOException {
    var name = "check-" + UUID.randomUUID();
    var bytes = new byte[] {1, 2, 3};
    send(name, RequestBody.fromBytes(bytes), base64(digest().digest(bytes)), limits.call());
    try (var part = open(name, 1, 2)) {
      part.readAllBytes();
    } finally {
      delete(name);
    }
  }

  private ResponseInputStream<GetObjectResponse> get(String name, String range) {
    try {
      return client.getObject(get -> get.bucket(location.bucket()).key(key(name)).range(range));
    } catch (S3Exception e) {
      if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
        throw new IllegalStateException("a stored file ends before the part asked for", e);
      }
      throw e;
    }
  }

  private void send(String name, RequestBody body, String md5, Duration limit) {
    var call = UUID.randomUUID().toString();
    try {
      client.putObject(
          put ->
              put.bucket(location.bucket())
                  .key(key(name))
                  .contentMD5(md5)
                  .ifNoneMatch("*")
                  .metadata(Map.of(STORED_BY, call))
                  .overrideConfiguration(of -> of.apiCallTimeout(limit)),
          body);
    } catch (S3Exception e) {
      if (e.statusCode() != PRECONDITION_FAILED) {
        withdraw(name, e);
        throw e;
      }
      requireStoredBy(call, name, e);
    } catch (SdkException e) {
      withdraw(name, e);
      throw e;
    }
  }

  /// Where an answer was lost, the retry meets what the first attempt stored.
  private void requireStoredBy(String call, String name, S3Exception refusal) {
    if (refusal.numAttempts() > 1 && call.equals(find(name).metadata().get(STORED_BY))) {
      return;
    }
    throw new IllegalStateException("there is a file of that name", refusal);
  }

  /// The time for this comes on top of what the call took, so there is little.
  private void withdraw(String name, SdkException reason) {
    try {
      client.deleteObject(delete ->
          delete
              .bucket(location.bucket())
              .key(key(name))
              .overrideConfiguration(of -> of.apiCallTimeout(limits.connect())));
    } catch (SdkException e) {
      reason.addSuppressed(e);
    }
  }

  private String key(String name) {
    return location.prefix() + name;
  }

  private static String md5(Path source) throws IOException {
    var digest = digest();
    try (var in = new DigestInputStream(Files.newInputStream(source), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return base64(digest.digest());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
