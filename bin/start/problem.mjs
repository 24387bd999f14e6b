/** Something that a person can put right: told in its own words, without a stack. */
export class Problem extends Error {
  /** @param {string} message @param {unknown} [cause] */
  constructor(message, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "Problem";
  }
}
