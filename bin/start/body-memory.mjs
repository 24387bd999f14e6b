/** @typedef {{ takenBytes: number, startedAt: number, refuse: () => void }} ArrivingBody `startedAt`: milliseconds */

/**
 * The memory budget shared by the bodies of all requests in progress. When it is exhausted, the body that has held the
 * most memory for the longest is refused, so that fast ones get through however many others stall.
 */
export class BodyMemory {
  usedBytes = 0;
  /** @type {Set<ArrivingBody>} */
  arriving = new Set();

  /** @param {number} maxBytes */
  constructor(maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Reserves another `bytes` for an arriving body.
   * @param {ArrivingBody} body @param {number} bytes
   * @returns {boolean} false if there is no room and the body has been refused
   */
  take(body, bytes) {
    while (this.usedBytes + bytes > this.maxBytes) {
      const refused = this.#heaviest() ?? body;
      refused.refuse();
      if (refused === body) return false;
    }
    body.takenBytes += bytes;
    this.usedBytes += bytes;
    return true;
  }

  /** Releases everything a body has reserved. @param {ArrivingBody} body */
  release(body) {
    this.usedBytes -= body.takenBytes;
    body.takenBytes = 0;
  }

  #heaviest() {
    const now = performance.now();
    let heaviest;
    let most = 0;
    for (const body of this.arriving) {
      const weight = body.takenBytes * (now - body.startedAt);
      if (weight <= most) continue;
      heaviest = body;
      most = weight;
    }
    return heaviest;
  }
}
