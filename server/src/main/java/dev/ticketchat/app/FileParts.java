package dev.ticketchat.app;

import dev.ticketchat.api.wire.AttachmentFields;
import dev.ticketchat.chat.files.CheckFile;
import dev.ticketchat.chat.files.FileLimits;
import dev.ticketchat.chat.files.FileLinks;
import dev.ticketchat.chat.files.FileNames;
import dev.ticketchat.chat.files.FileRegistry;
import dev.ticketchat.chat.files.FileStore;
import dev.ticketchat.chat.files.KeepFiles;
import dev.ticketchat.chat.files.Scanner;
import dev.ticketchat.chat.files.SweepFiles;
import dev.ticketchat.chat.files.SweepRegularly;
import dev.ticketchat.chat.files.TakeFiles;
import dev.ticketchat.chat.files.UploadLimits;
import dev.ticketchat.chat.files.Uploads;
import dev.ticketchat.chat.files.Workers;
import dev.ticketchat.chat.limits.RateLimiter;
import dev.ticketchat.engine.large.Spool;
import dev.ticketchat.infra.files.LocalFileStore;
import dev.ticketchat.infra.files.LocalWorkspace;
import dev.ticketchat.infra.files.S3FileStore;
import dev.ticketchat.infra.files.S3Location;
import dev.ticketchat.infra.inspect.FileRules;
import dev.ticketchat.infra.inspect.TikaInspector;
import dev.ticketchat.infra.metrics.Metrics;
import dev.ticketchat.infra.pictures.ImageIoPictures;
import dev.ticketchat.infra.scan.BuiltInScanner;
import dev.ticketchat.infra.scan.ClamAvLimits;
import dev.ticketchat.infra.scan.ClamAvScanner;
import dev.ticketchat.infra.scan.ClamdAddress;
import dev.ticketchat.infra.scan.CountedScanner;
import dev.ticketchat.infra.scan.ScannersInOrder;
import dev.ticketchat.infra.tokens.KeptSecret;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that takes, keeps and shows the files of messages, wired for one server.
///
/// @param spool where large values of events lie as they come
/// @param registry which files belong to messages
record FileParts(
    FileLimits limits,
    Spool spool,
    AttachmentFields attachments,
    TakeFiles takeFiles,
    Uploads uploads,
    FileRegistry registry,
    FileStore store,
    FileLinks links) {
  private static final Logger log = LoggerFactory.getLogger(FileParts.class);

  /// Bytes of all events and uploads on their way that are on disk, beyond what a few users may
  /// have: with less free space the disk itself says no.
  private static final long SPOOL = 8L << 30;

  private static final long STRANGERS = 256L << 20;
  private static final long UNWRITTEN = 16L << 20;
  private static final long PICTURE_MEMORY = 64L << 20;

  /// Files that may wait for a worker; more are refused.
  private static final int MOST_CHECKS = 2_000;

  /// Opens folders and starts threads, all closed with `parts`.
  ///
  /// @param url where browsers reach the server; asked when it serves
  static FileParts open(
      ServerConfig config,
      FileRegistry registry,
      RateLimiter limiter,
      Metrics metrics,
      Clocks clocks,
      Supplier<URI> url,
      Parts parts) {
    var clock = clocks.instants();
    var files = config.files();
    var folder = config.dataDir().resolve("uploads");
    var random = new SecureRandom();
    var workspace = LocalWorkspace.open(folder.resolve("incoming"));
    var limits = files.limits();
    var workers = new Workers(parts.add(workerThreads()));
    var check =
        new CheckFile(
            new TikaInspector(FileRules.load(files.rules())),
            scanner(files, workers, metrics, parts),
            new ImageIoPictures(PICTURE_MEMORY),
            workspace,
            limits,
            workers);
    var store = store(files, folder, parts);
    var keep =
        new KeepFiles(new FileNames(random), registry, store, clock, Thread::startVirtualThread);
    parts.add(
        new SweepRegularly(
            new SweepFiles(registry, store),
            clock,
            true,
            failure -> log.warn("sweeping files failed: {}", failure.getMessage())));
    var uploads =
        new Uploads(
            UploadLimits.forFilesUpTo(limits.maxFileSize()),
            workspace,
            check,
            clock,
            random,
            failure -> log.warn("a chunk was not written: {}", failure.getMessage()));
    clocks.everyMinute(uploads::expire);
    return new FileParts(
        limits,
        parts.add(new Spool(workspace.folder(), spoolLimits(limits.maxFileSize()))),
        new AttachmentFields(workspace, limits),
        new TakeFiles(limits, limiter, check, keep),
        parts.add(uploads),
        registry,
        store,
        new FileLinks(url, linkKey(config), FileLinks.LIFE, clock));
  }

  /// For work that keeps a processor busy: half of them, so that chat always finds another.
  private static ExecutorService workerThreads() {
    var count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new ThreadPoolExecutor(
        count,
        count,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(MOST_CHECKS),
        Thread.ofPlatform().daemon().name("file-worker-", 0).factory());
  }

  private static Spool.Limits spoolLimits(long maxFileSize) {
    return new Spool.Limits(maxFileSize, SPOOL, STRANGERS, UNWRITTEN);
  }

  private static FileStore store(FilesConfig files, Path folder, Parts parts) {
    return files
        .store()
        .<FileStore>map(url -> parts.add(bucket(url)))
        .orElseGet(() -> LocalFileStore.open(folder.resolve("chat")));
  }

  private static S3FileStore bucket(URI url) {
    var store = S3FileStore.connect(S3Location.parse(url.toString()));
    store.check();
    return store;
  }

  private static Scanner scanner(FilesConfig files, Workers workers, Metrics metrics, Parts parts) {
    var eicar = new BuiltInScanner(BuiltInScanner.Bounds.STANDARD);
    var builtIn = counted(file -> workers.run(() -> eicar.scan(file)), "built-in", metrics);
    return files
        .clamAv()
        .<Scanner>map(address -> {
          var clamAv = parts.add(clamAv(address, files.limits().maxFileSize()));
          Thread.startVirtualThread(() -> clamAv.check().forEach(log::warn));
          return new ScannersInOrder(List.of(builtIn, counted(clamAv, "clamav", metrics)));
        })
        .orElse(builtIn);
  }

  private static ClamAvScanner clamAv(InetSocketAddress address, long maxFileSize) {
    return new ClamAvScanner(
        new ClamdAddress(address.getHostString(), address.getPort()),
        ClamAvLimits.standard(maxFileSize),
        System::nanoTime);
  }

  private static Scanner counted(Scanner scanner, String name, Metrics metrics) {
    return new CountedScanner(scanner, name, metrics, System::nanoTime);
  }

  private static byte[] linkKey(ServerConfig config) {
    return config
        .files()
        .linkKey()
        .orElseGet(() ->
            new KeptSecret(config.dataDir().resolve("link-key"), new SecureRandom()).readOrMake())
        .bytes();
  }
}
