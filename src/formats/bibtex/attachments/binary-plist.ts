/** A value of a property list; a reference into the objects of a keyed archive is a `Uid`. */
export type PlistValue = string | number | boolean | null | Uint8Array | Uid | PlistValue[] | Map<string, PlistValue>;

/** A reference into the objects of a keyed archive. */
export class Uid {
  readonly index: number;
  constructor(index: number) {
    this.index = index;
  }
}

/** More objects, or deeper ones, are no file of a reference manager. */
const MOST_OBJECTS = 10_000;
const DEEPEST = 32;

/** The value of a binary property list ("bplist00", Apple's CFBinaryPList.c); undefined for anything else, and for a broken one. */
export function readBinaryPlist(bytes: Uint8Array): PlistValue | undefined {
  try {
    return new PlistReader(bytes).read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class PlistReader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private offsets: number[] = [];
  private refSize = 1;
  private made = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): PlistValue {
    const trailer = this.bytes.length - 32;
    if (trailer < 8 || this.text(0, 8) !== 'bplist00') throw new RangeError('not a binary property list');
    const offsetSize = this.view.getUint8(trailer + 6);
    this.refSize = this.view.getUint8(trailer + 7);
    const [count, top, table] = [8, 16, 24].map((at) => this.integer(trailer + at, 8)) as [number, number, number];
    if (count > MOST_OBJECTS) throw new RangeError('too many objects');
    this.offsets = Array.from({ length: count }, (_, at) => this.integer(table + at * offsetSize, offsetSize));
    return this.object(top, 0);
  }

  private object(index: number, depth: number): PlistValue {
    const at = this.offsets[index];
    if (at === undefined || depth > DEEPEST || ++this.made > MOST_OBJECTS) throw new RangeError('no such object');
    const marker = this.view.getUint8(at);
    const [kind, low] = [marker >> 4, marker & 15];
    switch (kind) {
      case 0:
        return low === 9 ? true : low === 8 ? false : null;
      case 1:
        return this.integer(at + 1, 2 ** low);
      case 2:
      case 3:
        return low === 2 ? this.view.getFloat32(at + 1) : this.view.getFloat64(at + 1);
      case 8:
        return new Uid(this.integer(at + 1, low + 1));
      default:
        return this.container(kind, low, at, depth);
    }
  }

  private container(kind: number, low: number, at: number, depth: number): PlistValue {
    let start = at + 1;
    let count = low;
    if (low === 15) {
      const size = 2 ** (this.view.getUint8(start) & 15);
      count = this.integer(start + 1, size);
      start += 1 + size;
    }
    const refs = (from: number) =>
      Array.from({ length: this.within(count, from, this.refSize) }, (_, each) =>
        this.object(this.integer(from + each * this.refSize, this.refSize), depth + 1),
      );
    if (kind === 4) return this.bytes.slice(start, start + this.within(count, start, 1));
    if (kind === 5) return this.text(start, this.within(count, start, 1));
    if (kind === 6) {
      const codes = Array.from({ length: this.within(count, start, 2) }, (_, each) =>
        this.view.getUint16(start + each * 2),
      );
      return codes.map((code) => String.fromCharCode(code)).join('');
    }
    if (kind === 10 || kind === 12) return refs(start);
    if (kind !== 13) throw new RangeError('unknown kind of object');
    const keys = refs(start);
    const values = refs(start + count * this.refSize);
    return new Map(keys.map((key, each) => [String(key), values[each] ?? null]));
  }

  /** The count, if so many things of that size are there. */
  private within(count: number, from: number, size: number): number {
    if (count * size > this.bytes.length - from) throw new RangeError('cut off');
    return count;
  }

  private text(from: number, length: number): string {
    return String.fromCharCode(...this.bytes.subarray(from, from + Math.min(length, 10_000)));
  }

  private integer(at: number, size: number): number {
    let value = 0;
    for (let each = 0; each < size; each++) value = value * 256 + this.view.getUint8(at + each);
    return value;
  }
}
