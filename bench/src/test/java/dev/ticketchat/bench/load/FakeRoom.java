package dev.ticketchat.bench.load;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A room of a [FakeServer].
@SuppressWarnings("FutureReturnValueIgnored") // a write to one who is gone fails
final class FakeRoom {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String ticket;
  private final List<Channel> members = new ArrayList<>();
  private final List<ObjectNode> messages = new ArrayList<>();

  FakeRoom(String ticket) {
    this.ticket = ticket;
  }

  void join(Channel member) {
    members.add(member);
  }

  int size() {
    return members.size();
  }

  /// Takes a message in, and tells all members.
  void post(JsonNode request) {
    var message = store(request);
    for (int member = 0; member < size(); member++) {
      tell(member, message);
    }
  }

  /// Takes a message in, and gives it the next `seq`.
  ObjectNode store(JsonNode request) {
    var message = JSON.createObjectNode();
    message
        .put("_id", "id-" + messages.size())
        .put("ticketId", ticket)
        .put("senderModel", "Client")
        .put("message", request.path("message").asString())
        .put("seq", messages.size() + 1)
        .put("createdAt", "2026-01-01T00:00:00.000Z");
    message.putObject("sender").put("_id", "u");
    for (var _ : request.path("attachments")) {
      message.putArray("attachments").addObject().put("url", "http://host/file");
    }
    messages.add(message);
    return message;
  }

  /// Tells one member, by its number in the order of joining.
  void tell(int member, ObjectNode message) {
    var event = JSON.createObjectNode().put("success", true);
    event.set("data", message);
    members.get(member).writeAndFlush(new TextWebSocketFrame("42[\"new_message\"," + event + "]"));
  }

  /// Ends a member's connection.
  void cut(int member) {
    members.get(member).close();
  }

  String page() {
    var page = JSON.createObjectNode();
    page.putArray("messages").addAll(messages);
    return "42[\"messages_loaded\"," + page + "]";
  }
}
