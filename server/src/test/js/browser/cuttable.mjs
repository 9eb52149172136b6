// A line to the server that a test can damage.
import { connect, createServer } from "node:net";
import { once } from "node:events";
import { Transform } from "node:stream";

/**
 * A TCP proxy to `target` on a port of its own.
 * @param life asked at each connection: bytes, both ways together, after which it breaks
 */
export async function cuttable(target, life = () => Infinity) {
  const { hostname, port } = new URL(target);
  const pairs = new Set();
  const held = new Set(); // what a narrow line lets through later
  let bytesPerSecond = Infinity;
  const proxy = createServer((near) => {
    const far = connect(port, hostname);
    let left = life();
    const back = mortal();
    const pair = { near, far, back };
    pairs.add(pair);
    near.pipe(narrow()).pipe(mortal()).pipe(far).pipe(back).pipe(near);
    /** Lets bytes through until the connection's life is over, in the middle of them. */
    function mortal() {
      return new Transform({
        transform(bytes, _, done) {
          const some = bytes.subarray(0, Math.max(0, left));
          left -= bytes.length;
          if (left > 0) return done(null, bytes);
          this.push(some);
          setImmediate(() => near.end() && far.end());
        },
      });
    }
    for (const end of [near, far]) {
      end.on("error", () => {});
      end.on("close", () => {
        pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
  });
  /** What the page sends, as slowly as the line is at the time. */
  function narrow() {
    return new Transform({
      transform(bytes, _, done) {
        const timer = setTimeout(go, (bytes.length / bytesPerSecond) * 1000).unref();
        function go() {
          clearTimeout(timer);
          held.delete(go);
          done(null, bytes);
        }
        held.add(go);
      },
    });
  }
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    /** What the server sends on the present connections is lost. */
    muteServer() {
      for (const { near, back } of pairs) back.unpipe(near).resume();
    },
    /** From now on the line takes so many bytes from the page in a second. */
    takes(bytes) {
      bytesPerSecond = bytes;
      for (const go of [...held]) go();
    },
    /** Ends the present connections; new ones work. */
    cut() {
      for (const { near } of pairs) near.destroy();
    },
    async close() {
      this.cut();
      proxy.close();
      await once(proxy, "close");
    },
  };
}
