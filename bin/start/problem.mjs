/** An error the operator can fix: printed as a message without a stack trace. */
export class Problem extends Error {
  /** @param {string} message @param {unknown} [cause] */
  constructor(message, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "Problem";
  }
}
