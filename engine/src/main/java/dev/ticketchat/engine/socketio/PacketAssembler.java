package dev.ticketchat.engine.socketio;

import dev.ticketchat.engine.engineio.Message;
import dev.ticketchat.engine.large.Blob;
import dev.ticketchat.engine.large.BlobWriter;
import dev.ticketchat.engine.large.LargeMessage;
import dev.ticketchat.engine.large.LargeText;
import dev.ticketchat.engine.large.Lifted;
import dev.ticketchat.engine.large.Spool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.POJONode;

/// Puts the packets of one connection together: a text, and the attachments that follow it. On the
/// session's event loop.
final class PacketAssembler implements LargeText.Receiver {
  private final Shared shared;
  private final Spool.Sender sender;
  private final Receiver receiver;

  // The packet whose attachments are still coming. There is none where `awaited` is 0.
  private @Nullable Packet text;
  private Lifted lifted = Lifted.NOTHING;
  private List<JsonNode> attachments = List.of();
  private int awaited;

  /// What the unfinished packet has of the memory for all of them.
  private int reserved;

  private boolean isLarge;
  private boolean hadLarge;

  /// Takes whole packets.
  interface Receiver {
    /// A packet begins whose attachments follow.
    ///
    /// @throws MalformedPacketException if it may not come
    void onText(Packet packet) throws MalformedPacketException;

    /// The extras are the receiver's now, unless it throws.
    void onPacket(Packet packet, Extras extras) throws MalformedPacketException;

    void onMalformed(MalformedPacketException why);
  }

  PacketAssembler(Shared shared, Spool.Sender sender, Receiver receiver) {
    this.shared = shared;
    this.sender = sender;
    this.receiver = receiver;
  }

  void add(Message message) {
    switch (message) {
      case Message.Text(var utf8) -> onText(utf8, Lifted.NOTHING);
      case Message.Binary(var bytes) -> addAttachment(BinaryNode.valueOf(bytes));
    }
  }

  /// A large message begins; empty where those are to come as any other.
  Optional<LargeMessage> addLarge(LargeMessage.Kind kind) {
    return shared
        .spool()
        .map(spool ->
            switch (kind) {
              case TEXT ->
                  new LargeText(
                      shared.config().maxText(),
                      shared.newId(),
                      () -> newBlob(spool),
                      spool.texts(),
                      this);
              case BINARY -> largeAttachment(spool);
            });
  }

  /// The rest of a packet will not come.
  void abort() {
    new Extras(attachments, lifted).close();
    reset();
  }

  @Override
  public void onText(byte[] utf8, Lifted itsLifted) {
    if (awaited > 0) {
      itsLifted.close();
      malformed(new MalformedPacketException("text before the last attachment"));
      return;
    }
    lifted = itsLifted;
    try {
      var packet = PacketDecoder.decode(utf8, shared.config().maxAttachments());
      awaited = packet.attachments();
      if (awaited == 0) {
        complete(packet, new Extras(List.of(), lifted));
      } else {
        receiver.onText(packet);
        reserve(utf8.length);
        text = packet;
        attachments = new ArrayList<>(awaited);
      }
    } catch (MalformedPacketException e) {
      malformed(e);
    }
  }

  @Override
  public void onUnreadable(String why) {
    malformed(new MalformedPacketException(why));
  }

  private void malformed(MalformedPacketException why) {
    abort();
    receiver.onMalformed(why);
  }

  private void addAttachment(JsonNode attachment) {
    if (text == null) {
      malformed(notAwaited());
      return;
    }
    attachments.add(attachment);
    try {
      if (attachments.size() == awaited) {
        complete(text, new Extras(attachments, lifted));
      } else {
        reserve(attachment.isBinary() ? attachment.binaryValue().length : 0);
      }
    } catch (MalformedPacketException e) {
      malformed(e);
    }
  }

  /// @throws MalformedPacketException where too much waits for the rest of its packet, everywhere
  private void reserve(int bytes) throws MalformedPacketException {
    if (!shared.unfinished().take(bytes)) {
      throw new MalformedPacketException("an unfinished packet for which there is no room now");
    }
    reserved += bytes;
  }

  private void complete(Packet packet, Extras extras) throws MalformedPacketException {
    receiver.onPacket(packet, extras);
    reset();
  }

  private void reset() {
    shared.unfinished().giveBack(reserved);
    reserved = 0;
    hadLarge |= isLarge;
    isLarge = false;
    text = null;
    lifted = Lifted.NOTHING;
    attachments = List.of();
    awaited = 0;
  }

  private LargeMessage largeAttachment(Spool spool) {
    if (text == null) {
      malformed(notAwaited());
      return LargeMessage.IGNORED;
    }
    return new LargeAttachment(newBlob(spool));
  }

  /// For one packet of a client that nobody vouches for, or all of a trusted one.
  private BlobWriter newBlob(Spool spool) {
    if (hadLarge && !isLarge && !sender.trusted()) {
      return spool.refuse(sender);
    }
    isLarge = true;
    return spool.begin(sender);
  }

  private static MalformedPacketException notAwaited() {
    return new MalformedPacketException("an attachment of nothing");
  }

  /// One large attachment as it comes.
  private final class LargeAttachment implements LargeMessage {
    private final BlobWriter blob;

    LargeAttachment(BlobWriter blob) {
      this.blob = blob;
    }

    @Override
    public void take(byte[] piece) {
      blob.take(piece);
    }

    @Override
    public void end() {
      blob.end();
      addAttachment(new POJONode(blob.blob()));
    }

    @Override
    public void abort() {
      blob.abort();
    }
  }

  /// What belongs to a packet beside its text.
  ///
  /// @param attachments in the order they came: bytes, or a [Blob] in a [POJONode]
  /// @param lifted long strings of the text
  record Extras(List<JsonNode> attachments, Lifted lifted) {
    static final Extras NONE = new Extras(List.of(), Lifted.NOTHING);

    boolean isEmpty() {
      return attachments.isEmpty() && lifted.isEmpty();
    }

    /// Bytes in memory; what is in files does not count.
    int size() {
      var size = 0;
      for (var attachment : attachments) {
        size += attachment.isBinary() ? attachment.binaryValue().length : 0;
      }
      return size;
    }

    /// Nobody is going to have the blobs.
    void close() {
      lifted.close();
      for (var attachment : attachments) {
        if (attachment instanceof POJONode node && node.getPojo() instanceof Blob blob) {
          blob.close();
        }
      }
    }
  }
}
