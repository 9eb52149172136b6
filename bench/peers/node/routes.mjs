// What is answered over HTTP beside Socket.IO.

import { json } from "node:stream/consumers";
import { isAdmin } from "./identity.mjs";
import { Refused, invalid } from "./refused.mjs";

const STATUS = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  TOKEN_EXPIRED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
};

/** @returns a listener for requests */
export function routes({ verify, tickets }) {
  const table = {
    "GET /healthz": () => ({ status: "ok" }),
    "PUT /api/tickets": async (request) => {
      const { user } = verify(request.headers.authorization);
      if (!isAdmin(user)) throw new Refused("FORBIDDEN", "Only a super admin may do that");
      return tickets.putAll(await bodyOf(request));
    },
  };
  return async (request, response) => {
    try {
      const route = table[`${request.method} ${request.url}`];
      if (!route) throw new Refused("NOT_FOUND", "There is nothing here");
      reply(response, 200, await route(request));
    } catch (error) {
      fail(response, error);
    }
  };
}

async function bodyOf(request) {
  try {
    return await json(request);
  } catch {
    throw invalid("The body is no JSON");
  }
}

function fail(response, error) {
  const refused = error instanceof Refused;
  if (!refused) console.error(error);
  const code = refused ? error.code : "INTERNAL";
  const message = refused ? error.message : "Something went wrong";
  reply(response, STATUS[code] ?? 500, { error: { code, message } });
}

function reply(response, status, body) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
