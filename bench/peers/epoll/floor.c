/*
 * The floor of a chat server on Linux: epoll, WebSocket, just enough of Engine.IO and Socket.IO,
 * and rooms, in one thread. Nobody is checked and nothing is stored; what its messages cost, the
 * kernel takes from any server.
 *
 *   cc -O2 -Wall -Wextra -o floor floor.c && ./floor 5000
 *
 * It listens on the loopback interface alone. What a client asks for is found by a search for
 * bytes, and a connection is in one room at most. What one turn of the loop writes is sent at its
 * end, with one system call for each connection; a connection that has nothing to send and no frame
 * half received holds no buffer.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BACKLOG 1024
#define EVENTS 512
#define READ_SIZE (256 * 1024)
#define LARGEST_HEAD 8192
#define LARGEST_MESSAGE 60000 /* of a client; with what is added, 16 bits tell its length */
#define LARGEST_TICKET 64
#define MOST_UNSENT (4 * 1024 * 1024) /* a connection that reads no more is closed */
#define BUCKETS 65536

#define KEY "\r\nsec-websocket-key:"
#define OTHER_ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

#define TEXT 0x81 /* the first byte of a whole frame of text */
#define LENGTH_16 126
#define MASKED 0x80

/* Promises a heartbeat once a day, as none comes. */
#define OPENED                                                                            \
  "0{\"sid\":\"floor\",\"upgrades\":[],\"pingInterval\":86400000,\"pingTimeout\":20000," \
  "\"maxPayload\":60000}"
#define CONNECTED "40{\"sid\":\"floor\"}"
#define AUTHENTICATED                                                                  \
  "42[\"authenticated\",{\"success\":true,\"user\":{\"id\":\"floor\",\"name\":\"Floor\"," \
  "\"email\":\"floor@example.com\",\"type\":\"client\"}}]"
#define SENDER "{\"_id\":\"floor\",\"name\":\"Floor\",\"email\":\"floor@example.com\"}"

struct bytes {
  uint8_t *at;
  size_t length, capacity;
};

struct room {
  struct room *next; /* in its bucket */
  char ticket[LARGEST_TICKET];
  size_t ticket_length;
  uint64_t last_seq;
  struct connection **members;
  size_t count, capacity;
};

struct connection {
  int fd;
  bool websocket, wants_out, touched, broken;
  struct room *room;
  struct connection *next_touched;
  struct bytes in, out; /* what is incomplete; what is unsent */
};

static int epoll;
static struct room *rooms[BUCKETS];
static struct connection *touched; /* those with something to send, or to close, in this turn */
static uint8_t frame[4 + LARGEST_MESSAGE + 1024];
static char started_at[32];

static void fail(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  exit(1);
}

/* ---- bytes */

static void *grown(void *block, size_t size) {
  void *larger = realloc(block, size);
  if (!larger) fail("no memory");
  return larger;
}

static void append(struct bytes *to, const void *from, size_t length) {
  if (to->capacity - to->length < length) {
    to->capacity = (to->length + length) * 2;
    to->at = grown(to->at, to->capacity);
  }
  memcpy(to->at + to->length, from, length);
  to->length += length;
}

static void drop(struct bytes *bytes) {
  free(bytes->at);
  *bytes = (struct bytes){0};
}

static void drop_first(struct bytes *bytes, size_t length) {
  bytes->length -= length;
  if (bytes->length == 0) drop(bytes);
  else memmove(bytes->at, bytes->at + length, bytes->length);
}

static uint8_t *put(uint8_t *to, const void *from, size_t length) {
  memcpy(to, from, length);
  return to + length;
}

static uint8_t *put_text(uint8_t *to, const char *text) { return put(to, text, strlen(text)); }

/* In so many digits at least. */
static uint8_t *put_number(uint8_t *to, uint64_t number, int digits) {
  char text[32];
  char *at = text + sizeof text;
  for (int left = digits; left > 0 || number > 0; left--, number /= 10)
    *--at = (char)('0' + number % 10);
  return put(to, at, (size_t)(text + sizeof text - at));
}

/* ---- what is sent */

static void touch(struct connection *c) {
  if (c->touched) return;
  c->touched = true;
  c->next_touched = touched;
  touched = c;
}

static void close_later(struct connection *c) {
  c->broken = true;
  touch(c);
}

static void send_later(struct connection *c, const void *data, size_t length) {
  if (c->broken) return;
  append(&c->out, data, length);
  if (c->out.length > MOST_UNSENT) c->broken = true;
  touch(c);
}

/* Puts a header before the packet that lies in the frame from byte 4 on; returns its start. */
static uint8_t *framed(size_t length) {
  bool longer = length >= LENGTH_16;
  uint8_t *start = frame + (longer ? 0 : 2);
  start[0] = TEXT;
  start[1] = (uint8_t)(longer ? LENGTH_16 : length);
  if (longer) frame[2] = (uint8_t)(length >> 8), frame[3] = (uint8_t)length;
  return start;
}

static void send_packet(struct connection *c, const char *packet) {
  uint8_t *end = put_text(frame + 4, packet);
  uint8_t *start = framed((size_t)(end - frame - 4));
  send_later(c, start, (size_t)(end - start));
}

/* ---- rooms */

static struct room **bucket(const char *ticket, size_t length) {
  uint64_t hash = 14695981039346656037u; /* FNV-1a */
  for (size_t i = 0; i < length; i++) hash = (hash ^ (uint8_t)ticket[i]) * 1099511628211u;
  return &rooms[hash % BUCKETS];
}

static struct room *room_of(const char *ticket, size_t length) {
  struct room **first = bucket(ticket, length);
  for (struct room *room = *first; room; room = room->next)
    if (room->ticket_length == length && !memcmp(room->ticket, ticket, length)) return room;
  struct room *room = grown(NULL, sizeof *room);
  *room = (struct room){.next = *first, .ticket_length = length};
  memcpy(room->ticket, ticket, length);
  return *first = room;
}

static void forget(struct room *room) {
  struct room **link = bucket(room->ticket, room->ticket_length);
  while (*link != room) link = &(*link)->next;
  *link = room->next;
  free(room->members);
  free(room);
}

static void leave(struct connection *c) {
  struct room *room = c->room;
  if (!room) return;
  size_t i = 0;
  while (room->members[i] != c) i++;
  room->members[i] = room->members[--room->count];
  if (room->count == 0) forget(room);
  c->room = NULL;
}

static void join(struct connection *c, const char *ticket, size_t length) {
  if (length > LARGEST_TICKET) return close_later(c);
  leave(c);
  struct room *room = room_of(ticket, length);
  if (room->count == room->capacity) {
    room->capacity = room->capacity ? room->capacity * 2 : 2;
    room->members = grown(room->members, room->capacity * sizeof *room->members);
  }
  room->members[room->count++] = c;
  c->room = room;
  char packet[LARGEST_TICKET + 64];
  snprintf(packet, sizeof packet, "42[\"joined_ticket\",{\"success\":true,\"ticketId\":\"%.*s\"}]",
           (int)length, ticket);
  send_packet(c, packet);
}

/* Sends a text to all in a room, the sender too: encoded once. */
static void tell(struct room *room, const char *text, size_t length) {
  room->last_seq++;
  uint8_t *to = put_text(frame + 4, "42[\"new_message\",{\"success\":true,\"data\":{\"_id\":\"");
  to = put_number(to, room->last_seq, 24);
  to = put_text(to, "\",\"ticketId\":\"");
  to = put(to, room->ticket, room->ticket_length);
  to = put_text(to, "\",\"sender\":" SENDER ",\"senderModel\":\"Client\",\"message\":\"");
  to = put(to, text, length);
  to = put_text(to, "\",\"attachments\":[],\"createdAt\":\"");
  to = put_text(to, started_at);
  to = put_text(to, "\",\"seq\":");
  to = put_number(to, room->last_seq, 1);
  to = put_text(to, "}}]");
  uint8_t *start = framed((size_t)(to - frame - 4));
  for (size_t i = 0; i < room->count; i++)
    send_later(room->members[i], start, (size_t)(to - start));
}

/* ---- what is received */

static bool starts_with(const char *packet, size_t length, const char *word) {
  size_t n = strlen(word);
  return length >= n && !memcmp(packet, word, n);
}

/* The string after a key, as it is written; empty if there is none. */
static size_t value(const char *packet, size_t length, const char *key, const char **start) {
  const char *end = packet + length;
  const char *found = memmem(packet, length, key, strlen(key));
  const char *at = found ? found + strlen(key) : end;
  *start = at;
  while (at < end && *at != '"') at += *at == '\\' && at + 1 < end ? 2 : 1;
  return (size_t)(at - *start);
}

static void on_text(struct connection *c, const char *packet, size_t length) {
  const char *start;
  if (starts_with(packet, length, "42[\"send_message\"")) {
    size_t n = value(packet, length, "\"message\":\"", &start);
    if (c->room) tell(c->room, start, n);
  } else if (starts_with(packet, length, "42[\"join_ticket\"")) {
    size_t n = value(packet, length, "\"ticketId\":\"", &start);
    join(c, start, n);
  } else if (starts_with(packet, length, "42[\"authenticate\"")) {
    send_packet(c, AUTHENTICATED);
  } else if (starts_with(packet, length, "40")) {
    send_packet(c, CONNECTED);
  }
}

static void unmask(uint8_t *bytes, size_t length, const uint8_t *mask) {
  uint32_t half;
  memcpy(&half, mask, sizeof half);
  uint64_t wide = (uint64_t)half << 32 | half, word;
  size_t i = 0;
  for (; i + sizeof word <= length; i += sizeof word) {
    memcpy(&word, bytes + i, sizeof word);
    word ^= wide;
    memcpy(bytes + i, &word, sizeof word);
  }
  for (; i < length; i++) bytes[i] ^= mask[i & 3];
}

/* Reads one frame; returns how long it was, 0 if it is incomplete. What is not expected of a client
 * ends the connection. */
static size_t read_frame(struct connection *c, uint8_t *at, size_t available) {
  if (available < 2) return 0;
  size_t length = at[1] & 0x7f, header = length == LENGTH_16 ? 4 : 2;
  if (at[0] != TEXT || !(at[1] & MASKED) || length > LENGTH_16) return close_later(c), 0;
  if (available < header + 4) return 0;
  if (header == 4) length = (size_t)at[2] << 8 | at[3];
  if (length > LARGEST_MESSAGE) return close_later(c), 0;
  if (available < header + 4 + length) return 0;
  uint8_t *packet = at + header + 4;
  unmask(packet, length, at + header);
  on_text(c, (char *)packet, length);
  return header + 4 + length;
}

/* ---- the opening handshake (RFC 6455, 4.2) */

static uint32_t rotated(uint32_t x, int by) { return x << by | x >> (32 - by); }

static void sha1_block(uint32_t hash[5], const uint8_t *block) {
  uint32_t w[80], a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4];
  for (int i = 0; i < 16; i++, block += 4)
    w[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 | block[3];
  for (int i = 16; i < 80; i++) w[i] = rotated(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  for (int i = 0; i < 80; i++) {
    uint32_t f = i < 20   ? ((b & c) | (~b & d)) + 0x5a827999
                 : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
                 : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
                          : (b ^ c ^ d) + 0xca62c1d6;
    uint32_t next = rotated(a, 5) + f + e + w[i];
    e = d, d = c, c = rotated(b, 30), b = a, a = next;
  }
  hash[0] += a, hash[1] += b, hash[2] += c, hash[3] += d, hash[4] += e;
}

/* Of 60 bytes, as a key and the GUID after it always are: two blocks. */
static void sha1_of_60(const char *text, uint8_t digest[20]) {
  uint32_t hash[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  uint8_t blocks[128] = {0};
  memcpy(blocks, text, 60);
  blocks[60] = 0x80;
  blocks[126] = 60 * 8 >> 8, blocks[127] = 60 * 8 & 0xff;
  sha1_block(hash, blocks);
  sha1_block(hash, blocks + 64);
  for (int i = 0; i < 20; i++) digest[i] = (uint8_t)(hash[i / 4] >> (24 - 8 * (i % 4)));
}

static void base64_of_20(const uint8_t *digest, char text[29]) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  uint8_t padded[21] = {0};
  memcpy(padded, digest, 20);
  for (int i = 0, o = 0; i < 21; i += 3) {
    uint32_t three = (uint32_t)padded[i] << 16 | (uint32_t)padded[i + 1] << 8 | padded[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6) text[o++] = digits[three >> shift & 63];
  }
  memcpy(text + 27, "=", 2);
}

/* Reads a request; returns how long it was, 0 if it is incomplete. Whoever does not ask for a
 * WebSocket learns that there is a server. */
static size_t read_head(struct connection *c, char *at, size_t available) {
  char *end = memmem(at, available, "\r\n\r\n", 4);
  if (!end) {
    if (available > LARGEST_HEAD) close_later(c);
    return 0;
  }
  *end = '\0';
  char *key = strcasestr(at, KEY);
  if (!key) {
    send_later(c, OTHER_ANSWER, strlen(OTHER_ANSWER));
    return (size_t)(end + 4 - at);
  }
  key += strlen(KEY) + strspn(key + strlen(KEY), " ");
  char keyed[61] = {0}, accept[29], answer[160];
  uint8_t digest[20];
  snprintf(keyed, sizeof keyed, "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
  sha1_of_60(keyed, digest);
  base64_of_20(digest, accept);
  int length = snprintf(answer, sizeof answer,
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", accept);
  send_later(c, answer, (size_t)length);
  c->websocket = true;
  send_packet(c, OPENED);
  return (size_t)(end + 4 - at);
}

static size_t read_some(struct connection *c, uint8_t *at, size_t available) {
  return c->websocket ? read_frame(c, at, available) : read_head(c, (char *)at, available);
}

/* Reads all that is complete; returns how much that was. */
static size_t read_all(struct connection *c, uint8_t *at, size_t available) {
  size_t used = 0, once;
  while (!c->broken && used < available && (once = read_some(c, at + used, available - used)))
    used += once;
  return used;
}

static void on_readable(struct connection *c) {
  static uint8_t buffer[READ_SIZE];
  ssize_t got = recv(c->fd, buffer, sizeof buffer, 0);
  if (got <= 0) {
    if (got == 0 || errno != EAGAIN) close_later(c);
  } else if (c->in.length > 0) {
    append(&c->in, buffer, (size_t)got);
    drop_first(&c->in, read_all(c, c->in.at, c->in.length));
  } else {
    size_t used = read_all(c, buffer, (size_t)got);
    if (used < (size_t)got) append(&c->in, buffer + used, (size_t)got - used);
  }
}

/* ---- the loop */

static void watch(struct connection *c, int operation, bool out) {
  struct epoll_event event = {.events = EPOLLIN | (out ? EPOLLOUT : 0u), .data.ptr = c};
  if (epoll_ctl(epoll, operation, c->fd, &event) < 0) fail("epoll_ctl");
  c->wants_out = out;
}

static void on_connectable(int listening) {
  int fd, on = 1;
  while ((fd = accept4(listening, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct connection *c = grown(NULL, sizeof *c);
    *c = (struct connection){.fd = fd};
    watch(c, EPOLL_CTL_ADD, false);
  }
  if (errno != EAGAIN && errno != ECONNABORTED) fail("cannot accept");
}

static void flush(struct connection *c) {
  ssize_t sent = c->out.length ? send(c->fd, c->out.at, c->out.length, MSG_NOSIGNAL) : 0;
  if (sent < 0 && errno != EAGAIN) c->broken = true;
  if (sent > 0) drop_first(&c->out, (size_t)sent);
  bool left = c->out.length > 0;
  if (!c->broken && left != c->wants_out) watch(c, EPOLL_CTL_MOD, left);
}

static void end(struct connection *c) {
  leave(c);
  close(c->fd);
  drop(&c->in);
  drop(&c->out);
  free(c);
}

/* Nothing is freed before: until here, other events of the turn may speak of it. */
static void end_turn(void) {
  while (touched) {
    struct connection *c = touched;
    touched = c->next_touched;
    c->touched = false;
    if (!c->broken) flush(c);
    if (c->broken) end(c);
  }
}

static int listen_on(const char *port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port)),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, BACKLOG) < 0)
    fail("cannot listen");
  return fd;
}

static void allow_many_files(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int count, char **arguments) {
  if (count != 2) return fprintf(stderr, "usage: floor PORT\n"), 2;
  time_t now = time(NULL);
  strftime(started_at, sizeof started_at, "%Y-%m-%dT%H:%M:%S.000Z", gmtime(&now));
  allow_many_files();
  epoll = epoll_create1(EPOLL_CLOEXEC);
  int listening = listen_on(arguments[1]);
  struct epoll_event events[EVENTS] = {{.events = EPOLLIN}};
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, listening, events) < 0) fail("epoll_ctl");
  printf("listening on http://127.0.0.1:%s\n", arguments[1]);
  fflush(stdout);
  for (;;) {
    int ready = epoll_wait(epoll, events, EVENTS, -1);
    if (ready < 0 && errno != EINTR) fail("epoll_wait");
    for (int i = 0; i < ready; i++) {
      struct connection *c = events[i].data.ptr;
      if (!c) on_connectable(listening);
      else if (events[i].events & ~(uint32_t)EPOLLOUT) on_readable(c);
      else touch(c);
    }
    end_turn();
  }
}
