const BLOCK = 512;

/** The files of a tar archive by their names, without a leading `/`. Throws where it is none. */
export function readTar(tar: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const bytes = Buffer.from(tar.buffer, tar.byteOffset, tar.byteLength);
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const name = textAt(bytes, at, 100);
    const size = Number.parseInt(textAt(bytes, at + 124, 12), 8);
    if (checksumOf(bytes, at) !== Number.parseInt(textAt(bytes, at + 148, 8), 8) || !(size >= 0))
      throw new Error("it is no tar archive");
    const prefix = textAt(bytes, at + 257, 5) === "ustar" ? textAt(bytes, at + 345, 155) : "";
    const start = at + BLOCK;
    if (start + size > bytes.length) throw new Error("the archive is cut off");
    const path = (prefix === "" ? name : `${prefix}/${name}`).replace(/^\/+/, "");
    files.set(path, bytes.subarray(start, start + size));
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (files.size === 0) throw new Error("it is no tar archive");
  return files;
}

/** A tar archive: the same files give the same bytes. Throws for a name that no plain header holds. */
export function writeTar(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const parts: Buffer[] = [];
  for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    parts.push(headerOf(name, content.length), Buffer.from(content));
    parts.push(Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK));
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, "ustar Interchange Format" */
function headerOf(path: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const [prefix, name] = splitName(path);
  header.write(name, 0, "utf8");
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("0", 156);
  header.write("ustar\x0000", 257, "latin1");
  header.write(prefix, 345, "utf8");
  header.write(`${checksumOf(header, 0).toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** What is longer than 100 bytes goes on in a field of its own, at a `/`. */
function splitName(path: string): [prefix: string, name: string] {
  if (Buffer.byteLength(path) <= 100) return ["", path];
  for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (Buffer.byteLength(name) <= 100 && Buffer.byteLength(prefix) <= 155) return [prefix, name];
  }
  throw new Error(`the name of ${path} is too long for an archive`);
}

/** The sum of the header's bytes, its own field counted as spaces. */
function checksumOf(bytes: Uint8Array, at: number): number {
  let sum = 0;
  for (let index = 0; index < BLOCK; index += 1)
    sum += index >= 148 && index < 156 ? 32 : (bytes[at + index] ?? 0);
  return sum;
}

function textAt(bytes: Buffer, at: number, length: number): string {
  const end = bytes.indexOf(0, at);
  return bytes.toString("utf8", at, end < 0 ? at + length : Math.min(end, at + length)).trim();
}
