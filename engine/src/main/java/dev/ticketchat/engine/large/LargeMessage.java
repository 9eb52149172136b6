package dev.ticketchat.engine.large;

/// Takes one large message as its bytes arrive. Called on the session's event loop, which it must
/// not block: any number of [#take], then either [#end] or [#abort], once.
public interface LargeMessage {

  /// Messages of more bytes than this are large. A WebSocket frame says so in its head; of others
  /// so much is collected first.
  int THRESHOLD = 64 * 1024;

  /// Lets everything pass.
  LargeMessage IGNORED =
      new LargeMessage() {
        @Override
        public void take(byte[] piece) {}

        @Override
        public void end() {}

        @Override
        public void abort() {}
      };

  /// What a message is made of.
  enum Kind {
    /// Valid UTF-8; a character may be split between pieces.
    TEXT,
    BINARY
  }

  /// The next bytes.
  ///
  /// @param piece now the taker's own
  void take(byte[] piece);

  /// The message is whole.
  void end();

  /// The rest will not come.
  void abort();
}
