// What the environment says, checked once at the start.

const SHORTEST_SECRET = 32;

export function configOf(env) {
  return {
    host: env.HOST ?? "127.0.0.1",
    port: port(env.PORT ?? "5000"),
    dataDir: env.DATA_DIR ?? "data",
    secret: secret(env.JWT_SECRET ?? ""),
    synchronous: oneOf("SYNCHRONOUS", env.SYNCHRONOUS ?? "FULL", ["FULL", "NORMAL"]),
    groupCommit: oneOf("GROUP_COMMIT", env.GROUP_COMMIT ?? "0", ["0", "1"]) === "1",
  };
}

function port(text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65535) throw new Error("PORT is no port");
  return number;
}

function secret(text) {
  if (Buffer.byteLength(text) < SHORTEST_SECRET) {
    throw new Error(`JWT_SECRET needs at least ${SHORTEST_SECRET} bytes`);
  }
  return text;
}

function oneOf(name, text, values) {
  if (!values.includes(text)) throw new Error(`${name} is one of ${values.join(", ")}`);
  return text;
}
