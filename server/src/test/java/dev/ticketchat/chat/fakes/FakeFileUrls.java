package dev.ticketchat.chat.fakes;

import dev.ticketchat.chat.files.FileName;
import dev.ticketchat.chat.files.FileUrls;
import java.util.concurrent.atomic.AtomicInteger;

/// Addresses whose signature is the number of the call.
public final class FakeFileUrls implements FileUrls {
  private final AtomicInteger signed = new AtomicInteger();

  @Override
  public String path(FileName name) {
    return "/uploads/chat/" + name.value();
  }

  @Override
  public String url(FileName name) {
    return "http://chat.example" + path(name) + "?signature=" + signed.incrementAndGet();
  }
}
