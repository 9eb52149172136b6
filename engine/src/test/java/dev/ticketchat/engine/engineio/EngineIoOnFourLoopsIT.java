package dev.ticketchat.engine.engineio;

/// Most requests of a session come on another loop than its own.
final class EngineIoOnFourLoopsIT extends EngineIoBehaviours {
  EngineIoOnFourLoopsIT() {
    super(4);
  }
}
