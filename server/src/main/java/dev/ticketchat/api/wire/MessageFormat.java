package dev.ticketchat.api.wire;

import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.FileUrls;
import dev.ticketchat.chat.messages.Message;

/// Makes the message object. The addresses in it are signed each time, so it is made when it is
/// sent, and not kept. Safe from any thread.
public final class MessageFormat {
  private final FileUrls urls;

  public MessageFormat(FileUrls urls) {
    this.urls = urls;
  }

  public MessageJson json(Message message) {
    var attachments = message.attachments().stream().map(this::json).toList();
    return MessageJson.of(message, attachments);
  }

  private AttachmentJson json(Attachment attachment) {
    return new AttachmentJson(
        attachment.name().value(),
        attachment.originalName(),
        attachment.mimeType(),
        attachment.size(),
        urls.path(attachment.name()),
        urls.url(attachment.name()),
        attachment.thumbnail().map(urls::url),
        Timestamps.format(attachment.uploadedAt()));
  }
}
