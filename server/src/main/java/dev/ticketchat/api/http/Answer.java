package dev.ticketchat.api.http;

/// What a route answers: a status, and something that Jackson writes.
record Answer(int status, Object body) {

  static Answer ok(Object body) {
    return new Answer(200, body);
  }

  static Answer created(Object body) {
    return new Answer(201, body);
  }
}
