// The six digits that an authenticator application shows (RFC 6238: SHA-1, 30 seconds), of a key as people type it.
import { createHmac } from "node:crypto";

const kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function bytesOf(key) {
  const bits = [...key.replaceAll(/[\s=]/g, "")].map((letter) => kBase32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** `ahead`: steps after the one of now; the code of the next one is taken too, and none is taken twice. */
export function totpOf(key, ahead = 0) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac("sha1", bytesOf(key)).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
