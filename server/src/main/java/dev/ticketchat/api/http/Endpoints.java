package dev.ticketchat.api.http;

import dev.ticketchat.api.Audit;
import dev.ticketchat.api.Brake;
import dev.ticketchat.api.Callers;
import dev.ticketchat.api.wire.Failure;
import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.identity.Principal;
import dev.ticketchat.engine.http.Handler;
import dev.ticketchat.engine.http.LargeRoute;
import dev.ticketchat.engine.http.Request;
import dev.ticketchat.engine.http.Response;
import dev.ticketchat.engine.large.Lifted;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Makes handlers out of endpoints: finds out who calls, and turns what comes of it into a
/// response. Nothing of the API may be cached.
final class Endpoints {
  private static final Logger log = LoggerFactory.getLogger(Endpoints.class);
  private static final long MILLIS = 1_000;

  private final Callers callers;
  private final Brake brake;
  private final JsonMapper json;

  Endpoints(Callers callers, Brake brake, JsonMapper json) {
    this.callers = callers;
    this.brake = brake;
    this.json = json;
  }

  /// A handler whose requests count against the caller's limit of events.
  Handler counted(Endpoint endpoint) {
    Endpoint counting =
        (caller, request) -> {
          callers.count(caller);
          return endpoint.answer(caller, request);
        };
    return request -> answering(request, Lifted.NOTHING, counting);
  }

  /// A handler whose endpoint knows what its requests count as, and whose bodies may be large.
  LargeRoute.Handler large(Endpoint endpoint) {
    return (request, lifted) -> answering(request, lifted, endpoint);
  }

  /// What is answered where there is no endpoint.
  Response noSuchRoute() {
    return refuse(404, Failure.of(new Refused(ErrorCode.NOT_FOUND, "No such route")));
  }

  /// The one place where a failure becomes a response: what is refused is told, and what is a bug
  /// is logged here, once, and told without details.
  private Response answering(Request request, Lifted lifted, Endpoint endpoint) {
    try {
      var asked = new ApiRequest(request, lifted, json);
      var answer = ask(endpoint, caller(asked, request), asked, request);
      return write(answer.status(), answer.body());
    } catch (Refused refused) {
      brake.onRefusal(Optional.empty(), request.remote());
      return refuse(status(refused.code()), Failure.of(refused));
    } catch (ApiRequest.UnsupportedMediaTypeException unsupported) {
      var words = String.valueOf(unsupported.getMessage());
      return refuse(415, Failure.of(new Refused(ErrorCode.INVALID, words)));
    } catch (RuntimeException bug) {
      log.error("{} {} failed", request.method(), request.path(), bug);
      return refuse(status(ErrorCode.INTERNAL), Failure.internal());
    }
  }

  private static Answer ask(
      Endpoint endpoint, Principal caller, ApiRequest asked, Request request) {
    try {
      return endpoint.answer(caller, asked);
    } catch (Refused refused) {
      Audit.refused(refused.code(), request.method(), caller.id().value(), request.path());
      throw refused;
    }
  }

  private Principal caller(ApiRequest asked, Request request) {
    var token = asked.token();
    if (token.isEmpty()) {
      throw Refused.unauthenticated();
    }
    return callers.identify(token, request.remote()).principal();
  }

  private Response refuse(int status, Failure failure) {
    var response = write(status, new Failure.Body(failure));
    if (status == 401) {
      return response.with("www-authenticate", "Bearer");
    }
    return failure
        .retryAfterMs()
        .map(wait -> response.with("retry-after", "" + Math.ceilDiv(wait, MILLIS)))
        .orElse(response);
  }

  private Response write(int status, Object body) {
    return Response.json(status, json.writeValueAsBytes(body))
        .with("cache-control", "no-store")
        .with("x-content-type-options", "nosniff");
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case INVALID, MALICIOUS_FILE -> 400;
      case UNAUTHENTICATED, TOKEN_EXPIRED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case TOO_LARGE -> 413;
      case FILE_REJECTED -> 415;
      case RATE_LIMITED -> 429;
      case INTERNAL -> 500;
      case UNAVAILABLE -> 503;
    };
  }
}
