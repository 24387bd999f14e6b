// Shares prepared statements between clients. Parsing and planning cost the embedded engine several times as much as
// running a small statement; clients prepare the same statements on each of their connections, or send them unnamed, to be
// planned every time. Each statement's text is prepared once in the backend, whatever name its clients use.

import * as wire from "./wire.mjs";

/** Statements are prepared again after this long, in case their plans no longer fit their tables. */
const MAX_AGE_MS = 600_000;
/** Plans take memory; the least recently used go first. */
const MAX_PLANS = 150;
/** Unnamed statements used once, remembered to recognize a second use. */
const MAX_SEEN = 1_000;
const MAX_SQL_BYTES = 60_000;

/** After these, a prepared statement may return the wrong columns, or be gone. */
const CHANGES_SCHEMA = /\b(?:create|alter|drop|discard|deallocate)\b/i;

/**
 * @typedef {object} Statement
 * @property {string} key its SQL and parameter types
 * @property {wire.Message} parse its Parse message
 *
 * @typedef {object} Plan a prepared statement in the backend
 * @property {string} name
 * @property {Statement} statement
 * @property {number} madeAt
 *
 * @typedef {Map<string, Statement>} Statements a client's shared statements by name
 *
 * @typedef {object} SharedTurn
 * @property {Buffer[]} bytes what to send to the backend
 * @property {(answer: Buffer) => Buffer} restore from the backend's response to the one the client expects
 */

export class PlanCache {
  /** @param {() => number} [now] ms */
  constructor(now = Date.now) {
    this.now = now;
    /** By SQL and parameter types, the least recently used first. @type {Map<string, Plan>} */
    this.plans = new Map();
    /** @type {Set<string>} */
    this.seen = new Set();
    this.lastId = 0;
  }

  /**
   * Rewrites a client's turn to use shared statements.
   * @param {wire.Message[]} turn
   * @param {object} client
   * @param {Statements} client.statements updated
   * @param {boolean} client.isMidTurn whether an earlier part of the turn was sent, and may have failed
   * @param {(message: wire.Message) => Buffer} client.direct for messages about statements that are not shared
   * @returns {SharedTurn}
   */
  rewrite(turn, { statements, isMidTurn, direct }) {
    const work = new Rewriting(this);
    for (const [index, message] of turn.entries()) {
      const name = wire.statementOf(message);
      if (name === null) {
        this.noteSchema(message);
        work.send(message.bytes);
      } else if (message.type === "P") {
        const statement = { key: wire.statementText(message), parse: message };
        // Only the first, so that its response is the first too.
        if (index === 0 && !isMidTurn && this.isShareable(statement, name)) {
          statements.set(name, statement);
          work.parse(statement);
        } else {
          statements.delete(name);
          this.noteSchema(message);
          work.send(direct(message));
        }
      } else {
        const statement = statements.get(name);
        if (!statement) work.send(direct(message));
        else if (message.type === "C") work.forget(message, statements, name);
        else work.use(message, statement);
      }
    }
    return { bytes: work.bytes(), restore: (answer) => work.restore(answer) };
  }

  /** Whether to share a statement: a named one always, an unnamed one from its second use. @param {Statement} statement @param {string} name */
  isShareable({ key, parse }, name) {
    if (parse.bytes.length > MAX_SQL_BYTES) return false;
    if (this.plans.has(key)) return true;
    if (CHANGES_SCHEMA.test(key)) return false;
    if (name !== "" || this.seen.delete(key)) return true;
    if (this.seen.size >= MAX_SEEN) this.seen.clear();
    this.seen.add(key);
    return false;
  }

  /** Outdates every plan if the schema may change. @param {wire.Message} message */
  noteSchema(message) {
    if (!CHANGES_SCHEMA.test(wire.sqlOf(message) ?? "")) return;
    for (const plan of this.plans.values()) plan.madeAt = -Infinity;
  }

  /** The usable plan of a statement. @param {string} key */
  find(key) {
    const plan = this.plans.get(key);
    if (!plan || this.now() - plan.madeAt > MAX_AGE_MS) return null;
    this.plans.delete(key);
    this.plans.set(key, plan);
    return plan;
  }

  /**
   * Removes the outdated plan of a statement, or the least recently used one if there are too many.
   * @param {string} key
   * @returns {Plan | null} the plan to close in the backend
   */
  takeOut(key) {
    const [oldest] = this.plans.keys();
    const taken = this.plans.has(key) ? key : this.plans.size >= MAX_PLANS ? oldest : null;
    if (taken === null) return null;
    const plan = this.plans.get(taken) ?? null;
    this.plans.delete(taken);
    return plan;
  }
}

/** One turn while it is rewritten. Statements to close and to prepare go first, so that their responses are the first. */
class Rewriting {
  /** @param {PlanCache} cache */
  constructor(cache) {
    this.cache = cache;
    /** @type {Buffer[]} */
    this.closes = [];
    /** @type {Plan[]} */
    this.made = [];
    /** @type {Buffer[]} */
    this.rest = [];
    this.isParseExpected = false;
  }

  /** @param {Buffer} bytes */
  send(bytes) {
    this.rest.push(bytes);
  }

  /** @param {Statement} statement the one that the turn's first message parses */
  parse(statement) {
    this.isParseExpected = true;
    this.ensure(statement);
  }

  /** @param {wire.Message} message @param {Statement} statement that it is about */
  use(message, statement) {
    this.rest.push(wire.nameStatement(message, this.ensure(statement).name));
  }

  /** The client closes its name; the statement stays. @param {wire.Message} message @param {Statements} statements @param {string} name */
  forget(message, statements, name) {
    statements.delete(name);
    // Closing a statement that does not exist is not an error, and gives the expected response.
    this.rest.push(wire.nameStatement(message, "no_such_statement"));
  }

  /** @param {Statement} statement @returns {Plan} */
  ensure(statement) {
    const { key } = statement;
    const known = this.cache.find(key) ?? this.made.find((plan) => plan.statement.key === key);
    if (known) return known;
    const removed = this.cache.takeOut(key);
    if (removed) this.closes.push(wire.closeStatement(removed.name));
    this.cache.lastId += 1;
    const plan = { name: `plan_${this.cache.lastId}`, statement, madeAt: this.cache.now() };
    this.made.push(plan);
    return plan;
  }

  bytes() {
    const prepared = this.made.map(({ name, statement }) => wire.nameStatement(statement.parse, name));
    return [...this.closes, ...prepared, ...this.rest];
  }

  /** @param {Buffer} answer */
  restore(answer) {
    const taken = wire.takeResponses(answer, { closed: this.closes.length, parsed: this.made.length });
    // Statements after one that cannot be parsed were not prepared.
    for (const plan of this.made.slice(0, taken.parsed)) this.cache.plans.set(plan.statement.key, plan);
    // Without plans made, the expected ParseComplete is missing; with plans that failed, so is the client's.
    const isParsed = this.isParseExpected && taken.parsed === this.made.length;
    return isParsed ? Buffer.concat([wire.PARSE_COMPLETE, taken.rest]) : taken.rest;
  }
}
