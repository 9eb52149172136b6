package dev.ticketchat.infra.files;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileStore;
import dev.ticketchat.chat.files.StoredFile;
import dev.ticketchat.infra.OutageLog;
import dev.ticketchat.infra.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Files in a bucket of an S3-compatible store, under a prefix and their names. Every call is
/// bounded in time (see [S3Limits]).
///
/// When storing fails because the store does not answer, it may still have what was sent. Then it
/// is asked once to delete it; if it does not answer that either, the file is left to whoever
/// deletes unclaimed files.
public final class S3FileStore implements FileStore, AutoCloseable {
  private final OutageLog outage = new OutageLog("files: the S3 store");
  private final S3Location location;
  private final S3Client client;
  private final S3Bucket bucket;

  private S3FileStore(S3Location location, S3Client client, S3Limits limits) {
    this.location = location;
    this.client = client;
    this.bucket = new S3Bucket(client, location, limits);
  }

  /// Takes credentials from where AWS' tools do: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, a
  /// profile, or the machine's role. Does not reach for the store yet: [#check] does.
  ///
  /// @throws Unusable when it is not said where the store is
  public static S3FileStore connect(S3Location location) {
    return connect(location, DefaultCredentialsProvider.builder().build(), S3Limits.STANDARD);
  }

  static S3FileStore connect(
      S3Location location, AwsCredentialsProvider credentials, S3Limits limits) {
    return new S3FileStore(location, S3Clients.connect(location, credentials, limits), limits);
  }

  /// Stores, reads and deletes a small file, to find out at start whether all that works.
  ///
  /// @throws Unusable with the reason when it does not
  public void check() {
    try {
      bucket.tryOut();
    } catch (SdkException | IOException e) {
      throw new Unusable(location.described() + " " + S3Failure.inWords(e), e);
    }
  }

  @Override
  public void put(FileName name, Path source) {
    attempt(() -> {
      bucket.put(name.value(), source);
      return name;
    });
  }

  @Override
  public Optional<StoredFile> open(FileName name, long from, long count) {
    return attempt(() -> {
      try {
        return Optional.of(part(name, from, count));
      } catch (NoSuchKeyException _) {
        return Optional.empty();
      }
    });
  }

  @Override
  public void delete(FileName name) {
    attempt(() -> {
      bucket.delete(name.value());
      return name;
    });
  }

  @Override
  public void close() {
    client.close();
  }

  /// An empty range cannot be asked for; whether there is such a file can.
  private StoredFile part(FileName name, long from, long count) throws IOException {
    if (count == 0) {
      bucket.find(name.value());
      return new StoredFile.Remote(InputStream.nullInputStream(), 0);
    }
    var part = bucket.open(name.value(), from, count);
    return new StoredFile.Remote(part, part.length());
  }

  private <T> T attempt(Work<T> work) {
    try {
      var result = work.run();
      outage.worked();
      return result;
    } catch (SdkException | IOException e) {
      outage.failed(new IOException(S3Failure.inWords(e)));
      throw Refused.unavailable();
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }
}
