package dev.ticketchat.api.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/// What an acknowledgement carries.
public sealed interface AckJson {

  /// It worked, and there is nothing to say about it.
  record Ok(boolean ok) implements AckJson {
    public Ok() {
      this(true);
    }
  }

  /// It worked: `ok`, and the fields of the success event.
  record OkWith(boolean ok, @JsonUnwrapped ServerEvent.Success event) implements AckJson {
    public OkWith(ServerEvent.Success event) {
      this(true, event);
    }
  }

  /// The message was sent, now or before.
  record OkMessage(boolean ok, MessageJson message) implements AckJson {
    public OkMessage(MessageJson message) {
      this(true, message);
    }
  }

  /// The chunk is here, now or since before.
  ///
  /// @param offset where the next one begins
  record OkChunk(boolean ok, String uploadId, long offset) implements AckJson {
    public OkChunk(String uploadId, long offset) {
      this(true, uploadId, offset);
    }
  }

  /// It did not work.
  record NotOk(boolean ok, Failure error) implements AckJson {
    public NotOk(Failure error) {
      this(false, error);
    }
  }
}
