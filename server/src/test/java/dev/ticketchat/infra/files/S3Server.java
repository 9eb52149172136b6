package dev.ticketchat.infra.files;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// A real S3-compatible server on a loopback port, which checks signatures and keeps its objects in
/// a folder, with one bucket.
final class S3Server {
  static final String BUCKET = "files";
  static final AwsCredentialsProvider KEYS = keys("the secret");

  private final Path folder;
  private final int port;
  private S3Proxy server;

  private S3Server(Path folder, S3Proxy server) {
    this.folder = folder;
    this.server = server;
    this.port = server.getPort();
  }

  static S3Server start(Path folder) throws Exception {
    ((Logger) LoggerFactory.getLogger("org.gaul")).setLevel(Level.WARN);
    Files.createDirectories(folder.resolve(BUCKET));
    return new S3Server(folder, start(folder, 0));
  }

  static AwsCredentialsProvider keys(String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("the key", secret));
  }

  int port() {
    return port;
  }

  /// @param port of the server, or of what stands before it
  static S3Location location(int port, String bucket) {
    var endpoint = URI.create("http://127.0.0.1:" + port);
    return new S3Location(bucket, "chat/", Optional.of(endpoint), Optional.of("us-east-1"), true);
  }

  /// The keys of all objects.
  List<String> keys() throws IOException {
    var bucket = folder.resolve(BUCKET);
    try (Stream<Path> all = Files.walk(bucket)) {
      return all.filter(Files::isRegularFile).map(bucket::relativize).map(Path::toString).toList();
    }
  }

  void stop() throws Exception {
    server.stop();
  }

  /// On the same port, with the same objects.
  void startAgain() throws Exception {
    server = start(folder, port);
  }

  private static S3Proxy start(Path folder, int port) throws Exception {
    var server =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(folder.toString()))
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, "the key", "the secret")
            .stopTimeout(0)
            .build();
    server.start();
    return server;
  }
}
