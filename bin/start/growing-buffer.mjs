/** The smallest block of memory worth asking for. */
const MIN_BYTES = 1_024;

/**
 * Bytes collected in one block that doubles as needed. However small the pieces are in which a body arrives, it holds
 * little more memory than it has bytes.
 */
export class GrowingBuffer {
  #block = Buffer.alloc(0);
  /** Bytes collected so far. */
  length = 0;

  /** @param {number} maxBytes what it is expected to hold at most; it grows no further than needed past that */
  constructor(maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Memory in use, in bytes. */
  get capacity() {
    return this.#block.length;
  }

  /** Memory in use after another `bytes` have been added. @param {number} bytes */
  capacityWith(bytes) {
    const needed = this.length + bytes;
    if (needed <= this.capacity) return this.capacity;
    return Math.max(needed, Math.min(Math.max(2 * this.capacity, MIN_BYTES), this.maxBytes));
  }

  /** @param {Buffer} chunk */
  append(chunk) {
    const capacity = this.capacityWith(chunk.length);
    if (capacity > this.capacity) {
      // Not from Node's shared pool: a slice of it would keep the whole pool alive.
      const larger = Buffer.allocUnsafeSlow(capacity);
      this.#block.copy(larger, 0, 0, this.length);
      this.#block = larger;
    }
    this.length += chunk.copy(this.#block, this.length);
  }

  /** Hands over what was collected and starts again with nothing. */
  take() {
    const bytes = this.#block.subarray(0, this.length);
    this.#block = Buffer.alloc(0);
    this.length = 0;
    return bytes;
  }
}
