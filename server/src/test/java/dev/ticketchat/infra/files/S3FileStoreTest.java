package dev.ticketchat.infra.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketchat.chat.files.FileStore;
import dev.ticketchat.chat.files.StoredFile;
import dev.ticketchat.infra.Unusable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/// The store against a real server.
final class S3FileStoreTest implements FileStoreContract {
  @TempDir Path temporary;

  private S3Server server;
  private S3FileStore store;

  @BeforeEach
  void open() throws Exception {
    server = S3Server.start(temporary.resolve("objects"));
    store = store(S3Server.BUCKET, S3Server.KEYS);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    server.stop();
  }

  @Override
  public FileStore store() {
    return store;
  }

  @Override
  public Path sources() {
    return temporary;
  }

  @Override
  public void beginOutage() throws Exception {
    server.stop();
  }

  @Override
  public void endOutage() throws Exception {
    server.startAgain();
  }

  @Test
  void keepsFilesUnderItsPrefix() throws Exception {
    store.put(FileStoreContract.name(1), file(FileStoreContract.random(10)));

    assertThat(server.keys()).containsExactly("chat/" + FileStoreContract.name(1).value());
  }

  @Test
  void letsAReaderStopInTheMiddle() throws Exception {
    store.put(FileStoreContract.name(1), file(FileStoreContract.random(5 << 20)));

    for (var i = 0; i < 20; i++) {
      var part = (StoredFile.Remote) opened(5 << 20);
      try (var content = part.content()) {
        assertThat(content.readNBytes(100)).hasSize(100);
      }
    }

    assertThat(read(FileStoreContract.name(1), 0, 5 << 20)).isPresent();
  }

  @Test
  void findsNothingWrongWithAStoreThatWorksAndLeavesNothingThere() throws Exception {
    store.check();

    assertThat(server.keys()).isEmpty();
  }

  @Test
  void saysWhatIsWrongAtStart() throws Exception {
    expectUnusable("does not exist.", "nowhere", S3Server.KEYS);
    expectUnusable("does not let us in: check", S3Server.BUCKET, S3Server.keys("another"));
    expectUnusable("needs credentials: set AWS_ACCESS_KEY_ID", S3Server.BUCKET, nobody());

    server.stop();
    expectUnusable("cannot be reached.", S3Server.BUCKET, S3Server.KEYS);
    server.startAgain();
  }

  @Test
  void takesAnUnknownBucketForAnOutageRatherThanForMissingFiles() throws Exception {
    try (var lost = store("nowhere", S3Server.KEYS)) {
      var source = file(FileStoreContract.random(10));

      FileStoreContract.expectUnavailable(() -> lost.put(FileStoreContract.name(1), source));
      FileStoreContract.expectUnavailable(() -> lost.open(FileStoreContract.name(1), 0, 1));
    }
  }

  @Test
  void leavesTheSourceToItsOwner() throws Exception {
    var source = file(FileStoreContract.random(10));

    store.put(FileStoreContract.name(1), source);

    assertThat(Files.size(source)).isEqualTo(10);
  }

  private StoredFile opened(long count) {
    return store.open(FileStoreContract.name(1), 0, count).orElseThrow();
  }

  private void expectUnusable(String reason, String bucket, AwsCredentialsProvider keys) {
    try (var unusable = store(bucket, keys)) {
      assertThatExceptionOfType(Unusable.class)
          .isThrownBy(unusable::check)
          .withMessageStartingWith("The bucket " + bucket + " at http://127.0.0.1:")
          .withMessageContaining(reason);
    }
  }

  private S3FileStore store(String bucket, AwsCredentialsProvider keys) {
    var location = S3Server.location(server.port(), bucket);
    return S3FileStore.connect(location, keys, S3Limits.STANDARD);
  }

  private static AwsCredentialsProvider nobody() {
    return () -> {
      throw SdkClientException.create("Unable to load credentials from any of the providers");
    };
  }
}
