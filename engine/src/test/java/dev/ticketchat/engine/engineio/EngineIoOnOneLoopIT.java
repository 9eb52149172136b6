package dev.ticketchat.engine.engineio;

final class EngineIoOnOneLoopIT extends EngineIoBehaviours {
  EngineIoOnOneLoopIT() {
    super(1);
  }
}
