// Files to send, made here: each is what its name says, unless a test wants otherwise.
import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";

/** A PNG that shows a landscape, so that a preview is recognised in a screenshot. */
export function picture(name = "landscape.png", { width = 640, height = 400 } = {}) {
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x++) row.set(colourAt(x / width, y / height), 1 + x * 3);
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8); // eight bits each of red, green and blue
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const parts = [pngChunk("IHDR", header), pngChunk("IDAT", deflateSync(Buffer.concat(rows))), pngChunk("IEND", Buffer.alloc(0))];
  return { name, mimeType: "image/png", buffer: Buffer.concat([signature, ...parts]) };
}

function colourAt(x, y) {
  if (Math.hypot((x - 0.72) * 1.6, y - 0.3) < 0.1) return [255, 236, 179];
  if (y > 0.78 + 0.04 * Math.sin(x * 7)) return [38, 92, 88];
  if (y > 0.6 + 0.1 * Math.sin(x * 4 + 1)) return [74, 138, 130];
  return [245 - 90 * (1 - y), 170 + 40 * (1 - y), 150 + 80 * (1 - y)].map(Math.round);
}

function pngChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** As PNG has it; Node's own came after Node 20.0. */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** Plain text of exactly that size, no two lines the same. */
export function logFile(name, size) {
  const lines = randomBytes(Math.ceil(size / 2)).toString("hex").replace(/(.{79})./g, "$1\n");
  return { name, mimeType: "text/plain", buffer: Buffer.from(lines.slice(0, size)) };
}

/** A PDF of one empty page. */
export function pdf(name) {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 4\n0000000000 65535 f \n${offsets.join("")}`;
  text += `${table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(text, "latin1") };
}

export const webPage = (name) => ({
  name,
  mimeType: "image/png",
  buffer: Buffer.from("<!doctype html><html><body><script>alert(1)</script></body></html>"),
});
