// A line to the server that a test can damage.
import { connect, createServer } from "node:net";
import { once } from "node:events";
import { Transform } from "node:stream";

/** A TCP proxy to `target` on a port of its own. */
export async function cuttable(target) {
  const { hostname, port } = new URL(target);
  const pairs = new Set();
  const held = new Set(); // what a narrow line lets through later
  let bytesPerSecond = Infinity;
  const proxy = createServer((near) => {
    const far = connect(port, hostname);
    const pair = { near, far };
    pairs.add(pair);
    near.pipe(narrow()).pipe(far).pipe(near);
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
      for (const { near, far } of pairs) far.unpipe(near).resume();
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
