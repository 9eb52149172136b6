package dev.ticketchat.api.http;

import dev.ticketchat.api.Brake;
import dev.ticketchat.api.Callers;
import dev.ticketchat.api.Chat;
import dev.ticketchat.engine.http.Handler;
import dev.ticketchat.engine.http.LargeRoute;
import dev.ticketchat.engine.http.Mount;
import dev.ticketchat.engine.http.Response;
import dev.ticketchat.engine.http.Route;
import dev.ticketchat.engine.large.Spool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import tools.jackson.databind.json.JsonMapper;

/// The routes under `/api`.
public final class ApiRoutes {
  private static final int MANY_TICKETS = 4 << 20;
  private static final int ONE_THING = 64 << 10;

  private final Endpoints endpoints;
  private final TicketEndpoints tickets;
  private final MessageEndpoints messages;
  private final UserEndpoints users;
  private final LargeBodies largeBodies;
  private final ObjIntConsumer<String> answers;

  /// How a message comes whose files may be large.
  ///
  /// @param most bytes of one body
  /// @param spool where its files lie meanwhile
  public record LargeBodies(int most, Spool spool) {}

  /// @param answers told of each answer: the route's template and the status; any thread
  public ApiRoutes(
      Callers callers,
      Brake brake,
      Chat chat,
      JsonMapper json,
      LargeBodies largeBodies,
      ObjIntConsumer<String> answers) {
    this.largeBodies = largeBodies;
    this.answers = answers;
    this.endpoints = new Endpoints(callers, brake, json);
    this.tickets = new TicketEndpoints(chat.desk(), chat.format());
    this.messages = new MessageEndpoints(callers, chat);
    this.users = new UserEndpoints(chat.revokeUser());
  }

  /// The routes, and last what answers the rest of `/api`.
  public List<Mount> routes() {
    var routes = known();
    var mounts = new ArrayList<Mount>(routes);
    mounts.add(new UnknownApiRoute(routes, endpoints.noSuchRoute(), ONE_THING));
    return mounts;
  }

  private List<Mount> known() {
    return List.of(
        put("/api/tickets/{id}", ONE_THING, endpoints.counted(tickets::mirrorOne)),
        put("/api/tickets", MANY_TICKETS, endpoints.counted(tickets::mirrorMany)),
        post("/api/tickets", endpoints.counted(tickets::openNew)),
        get("/api/tickets", endpoints.counted(tickets::list)),
        get("/api/tickets/{id}", endpoints.counted(tickets::show)),
        largePost("/api/tickets/{id}/chat", endpoints.large(messages::send)),
        get("/api/tickets/{id}/chat", endpoints.counted(messages::load)),
        new UserMount(post(UserMount.TEMPLATE, endpoints.counted(users::revoke))));
  }

  private Route get(String template, Handler handler) {
    return route("GET", template, 0, handler);
  }

  private Route put(String template, int maxBody, Handler handler) {
    return route("PUT", template, maxBody, handler);
  }

  private Route post(String template, Handler handler) {
    return route("POST", template, ONE_THING, handler);
  }

  private LargeRoute largePost(String template, LargeRoute.Handler handler) {
    return new LargeRoute(
        "POST",
        template,
        largeBodies.most(),
        largeBodies.spool(),
        (request, lifted) -> counted(template, handler.answer(request, lifted)));
  }

  private Response counted(String template, Response response) {
    answers.accept(template, response.status());
    return response;
  }

  private Route route(String method, String template, int maxBody, Handler handler) {
    return new Route(
        method, template, maxBody, request -> counted(template, handler.answer(request)));
  }
}
