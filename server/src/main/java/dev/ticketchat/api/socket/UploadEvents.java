package dev.ticketchat.api.socket;

import dev.ticketchat.api.Callers;
import dev.ticketchat.api.Chat;
import dev.ticketchat.api.wire.AckJson;
import dev.ticketchat.api.wire.ServerEvent.UploadCanceled;
import dev.ticketchat.api.wire.ServerEvent.UploadFinished;
import dev.ticketchat.api.wire.ServerEvent.UploadStarted;
import dev.ticketchat.api.wire.UploadFields;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.ChunkReceipt;
import dev.ticketchat.chat.files.FinishedUpload;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.chat.identity.UserId;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/// Files that come in chunks.
final class UploadEvents {
  private final Callers callers;
  private final Chat chat;
  private final Reception reception;
  private final ThreadFactory threads = Thread.ofVirtual().name("upload-check-", 0).factory();

  UploadEvents(Callers callers, Chat chat, Reception reception) {
    this.callers = callers;
    this.chat = chat;
    this.reception = reception;
  }

  void start(Principal caller, Exchange exchange) {
    var earlier = UploadFields.earlier(exchange.payload());
    var file = UploadFields.file(exchange.payload());
    var progress = chat.startUpload().start(caller, file, earlier);
    exchange.succeed(UploadStarted.of(progress));
  }

  /// A chunk was paid for when its upload started; one that brings nothing counts as any other
  /// event. There are many, so an event for each would be noise.
  void chunk(Principal caller, Exchange exchange) {
    var receipt = receive(caller, exchange);
    if (receipt instanceof ChunkReceipt.Repeated) {
      callers.count(caller);
    }
    var id = UploadFields.id(exchange.payload());
    exchange.acknowledge(new AckJson.OkChunk(id.value(), receipt.offset()));
  }

  /// The check may take long, so it runs beside the socket's other events, and its answer waits for
  /// its turn among them. How many there are at a time is up to the uploads.
  void finish(Principal caller, Exchange exchange) {
    var id = UploadFields.id(exchange.payload());
    Runnable check =
        () -> {
          var outcome = outcomeOf(() -> chat.uploads().finish(caller.id(), id));
          exchange.socket().execute(() -> answer(exchange, caller.id(), outcome));
        };
    threads.newThread(check).start();
  }

  void cancel(Principal caller, Exchange exchange) {
    var id = UploadFields.id(exchange.payload());
    chat.uploads().cancel(caller.id(), id);
    exchange.succeed(new UploadCanceled(id.value()));
  }

  private ChunkReceipt receive(Principal caller, Exchange exchange) {
    try {
      var chunk = UploadFields.chunk(exchange.args());
      return chat.uploads().append(caller.id(), chunk.id(), chunk.offset(), chunk.bytes());
    } catch (Refused refused) {
      callers.count(caller);
      throw refused;
    }
  }

  /// Tells whoever is at the socket by now; if that is not who asked, nothing of the upload.
  private void answer(Exchange exchange, UserId asked, Supplier<FinishedUpload> outcome) {
    reception.handle(
        exchange,
        (now, same) -> {
          if (!now.id().equals(asked)) {
            throw Refused.unauthenticated();
          }
          same.succeed(UploadFinished.of(outcome.get()));
        });
  }

  /// What a step returned or threw, to be taken up on another thread.
  private static Supplier<FinishedUpload> outcomeOf(Supplier<FinishedUpload> step) {
    try {
      var finished = step.get();
      return () -> finished;
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    }
  }
}
