/** @typedef {{ takenBytes: number, startedAt: number, refuse: () => void }} ArrivingBody `startedAt`: milliseconds */

/**
 * The memory that the bodies of all requests in progress share. When it is used up, the arriving body is refused that
 * has kept most of it for longest: one that completes quickly gets through, however many others never do.
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
   * Takes another `bytes` for an arriving body.
   * @param {ArrivingBody} body @param {number} bytes
   * @returns {boolean} false: there is no room, and the body itself has been refused
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

  /** Gives back all that a body has taken. @param {ArrivingBody} body */
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
