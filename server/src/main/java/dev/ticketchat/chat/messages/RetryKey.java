package dev.ticketchat.chat.messages;

/// How a repeated send is recognised: by sender, ticket and key. Its content is its text and its
/// files.
public sealed interface RetryKey {

  /// Nothing to recognise it by.
  record None() implements RetryKey {}

  /// The client's `clientMessageId`: unique for ever; other content under it is a conflict.
  record Durable(String value) implements RetryKey {}

  /// The `id` of the document's retry sample, which may be a counter that restarts: a repeat only
  /// with the same content and within two minutes, else another message.
  record Recent(String value) implements RetryKey {}
}
