/** The smallest block to allocate. */
const MIN_BYTES = 1_024;

/**
 * Collects bytes in one block that doubles as needed, so that memory stays close to the number of bytes, however small the
 * pieces.
 */
export class GrowingBuffer {
  #block = Buffer.alloc(0);
  /** Bytes collected so far. */
  length = 0;

  /** @param {number} maxBytes expected maximum; beyond it, the buffer grows only as needed */
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
      // Not from Node's shared pool, because a slice would keep the complete pool alive.
      const larger = Buffer.allocUnsafeSlow(capacity);
      this.#block.copy(larger, 0, 0, this.length);
      this.#block = larger;
    }
    this.length += chunk.copy(this.#block, this.length);
  }

  /** Returns the collected bytes and resets the buffer. */
  take() {
    const bytes = this.#block.subarray(0, this.length);
    this.#block = Buffer.alloc(0);
    this.length = 0;
    return bytes;
  }
}
