import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const LENGTH = 16;
/** Random bytes are fetched for many ids at once: each call costs more than the rest of an id. */
const pool = new Uint8Array(256 * LENGTH);
let used = pool.length;
let last = { msecs: 0, seq: 0 };

/** A new UUIDv7 (RFC 9562). Later ones of this process sort after earlier ones. */
export function newUid(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + LENGTH);
  used += LENGTH;
  const msecs = Date.now();
  const seq =
    msecs > last.msecs
      ? ((random[6]! & 0x7f) << 24) | (random[7]! << 16) | (random[8]! << 8) | random[9]!
      : last.seq + 1;
  last = { msecs: Math.max(msecs, last.msecs), seq };
  return v7({ random, msecs: last.msecs, seq });
}
