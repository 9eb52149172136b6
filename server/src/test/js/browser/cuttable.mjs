// A line to the server that a test can damage.
import { connect, createServer } from "node:net";
import { once } from "node:events";

/** A TCP proxy to `target` on a port of its own. */
export async function cuttable(target) {
  const { hostname, port } = new URL(target);
  const pairs = new Set();
  const proxy = createServer((near) => {
    const far = connect(port, hostname);
    const pair = { near, far };
    pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const end of [near, far]) {
      end.on("error", () => {});
      end.on("close", () => {
        pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    /** What the server sends on the present connections is lost. */
    muteServer() {
      for (const { near, far } of pairs) far.unpipe(near).resume();
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
