// Shares the embedded database's single backend between many clients. A client owns the backend for a turn: everything up
// to its Sync or simple query, and until its transaction ends. Session state (prepared statements, LISTEN, SET) is tracked
// per client here, because the backend has only one session.

import { PlanCache } from "./plans.mjs";
import * as wire from "./wire.mjs";

const RESETS = /^\s*(?:set|reset)\s+(?!local\b|transaction\b|constraints\b)/i;
const LISTENS = /^\s*(listen|unlisten)\s+("(?:[^"]|"")+"|[\w$]+|\*)\s*;?\s*$/i;

/**
 * @typedef {object} Client what this module needs from a connection
 * @property {number} id
 * @property {(bytes: Buffer) => void} send
 * @property {(bytes: Buffer) => void} end sends a final message and closes
 * @property {number} idleInTransactionMs
 */

/**
 * @typedef {object} Engine
 * @property {(bytes: Buffer) => Promise<Buffer>} execute sends messages to the backend and returns its response
 * @property {() => boolean} isDirty whether a commit is not on disk yet
 * @property {() => Promise<void>} flush
 */

/**
 * @typedef {object} Session
 * @property {Client} client
 * @property {wire.Message[]} inbox
 * @property {boolean} isPipelining between its first message and Sync
 * @property {import("./plans.mjs").Statements} shared statements that clients share
 * @property {Set<string>} statements other prepared statements, by their names in the backend
 * @property {Set<string>} channels
 * @property {string[]} settings SET statements, in order
 * @property {boolean} isGone
 */

/** @param {Client} client @returns {Session} */
const newSession = (client) => ({
  client,
  inbox: [],
  isPipelining: false,
  shared: new Map(),
  statements: new Set(),
  channels: new Set(),
  settings: [],
  isGone: false,
});

const NO_SETTINGS = "";

const COPIES_IN = /^\s*copy\b[^;]*\bfrom\s+stdin\b/i;
/** COPY FROM STDIN crashes the engine, so it is refused. */
const REFUSE_COPY =
  "DO $$ BEGIN RAISE EXCEPTION 'the embedded database cannot COPY FROM STDIN' USING ERRCODE = '0A000'; END $$";

export class SharedBackend {
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
    /** Responses waiting for the disk, in order. @type {{ client: Client, bytes: Buffer }[]} */
    this.unflushed = [];
    /** Number of waiting responses per client, to keep their order. @type {Map<Client, number>} */
    this.heldBack = new Map();
    this.isFlushing = false;
    /** @type {Map<number, Session>} */
    this.sessions = new Map();
    /** Sessions with pending messages, in order. @type {Set<Session>} */
    this.waiting = new Set();
    /** The session in a transaction or turn. @type {Session | null} */
    this.owner = null;
    this.isRunning = false;
    this.activeSettings = NO_SETTINGS;
    this.plans = new PlanCache();
    /** @type {NodeJS.Timeout | undefined} */
    this.idleTimer = undefined;
    /** @type {(() => void)[]} */
    this.onIdle = [];
    /** The server's own statements, to run when no client is in a transaction. @type {(() => Promise<void>)[]} */
    this.own = [];
  }

  /**
   * Runs a statement of the server itself between those of clients.
   * @param {string} sql
   * @returns {Promise<Buffer>} its response
   */
  async ask(sql) {
    return new Promise((resolve) => {
      this.own.push(async () => {
        await this.applySettings(NO_SETTINGS);
        const answer = await this.engine.execute(wire.query(sql));
        this.deliver(null, answer);
        resolve(answer);
      });
      void this.run();
    });
  }

  /** @param {Client} client */
  join(client) {
    this.sessions.set(client.id, newSession(client));
  }

  /** @param {number} id @param {wire.Message[]} messages */
  receive(id, messages) {
    const session = this.sessions.get(id);
    if (!session || messages.length === 0) return;
    for (const message of messages) session.inbox.push(message);
    // Start a turn only once it is complete, so that a slow client does not block others.
    if (!messages.some(({ type }) => wire.wantsAnswer(type))) return;
    this.waiting.add(session);
    void this.run();
  }

  /** The client is sending something. @param {number} id */
  noteActivity(id) {
    if (this.owner?.client.id !== id || this.isRunning) return;
    clearTimeout(this.idleTimer);
    this.watchOwner();
  }

  /** Rolls back and forgets a client that is gone. @param {number} id */
  leave(id) {
    const session = this.sessions.get(id);
    if (!session) return;
    this.sessions.delete(id);
    session.isGone = true;
    session.inbox = [];
    this.waiting.add(session);
    void this.run();
  }

  /** Resolves when nothing is running or waiting and all responses are sent. */
  async idle() {
    await new Promise((resolve) => {
      this.onIdle.push(() => resolve(undefined));
      this.settle();
    });
  }

  settle() {
    if (this.isRunning || this.isFlushing) return;
    for (const resolve of this.onIdle.splice(0)) resolve();
  }

  async run() {
    if (this.isRunning) return;
    this.isRunning = true;
    clearTimeout(this.idleTimer);
    for (let work = this.next(); work; work = this.next()) {
      await work();
      // Let sockets make progress between turns.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.isRunning = false;
    this.watchOwner();
    this.settle();
  }

  /** @returns {(() => Promise<void>) | null} */
  next() {
    const own = this.owner ? undefined : this.own.shift();
    if (own) return own;
    const session = this.owner ?? this.waiting.values().next().value;
    if (!session || !this.waiting.delete(session)) return null;
    return () => (session.isGone ? this.forget(session) : this.takeTurn(session));
  }

  /** @param {Session} session */
  async takeTurn(session) {
    const end = session.inbox.findIndex(({ type }) => wire.endsTurn(type));
    const turn = session.inbox.splice(0, end < 0 ? session.inbox.length : end + 1);
    if (session.inbox.some(({ type }) => wire.wantsAnswer(type))) this.waiting.add(session);
    if (turn.length === 0) return;
    if (this.owner !== session) await this.applySettings(session.settings.join(";"));
    const { bytes, restore } = this.plans.rewrite(turn.map(refuseCopy), {
      statements: session.shared,
      isMidTurn: session.isPipelining,
      direct: (item) => this.prepare(session, item),
    });
    session.isPipelining = end < 0;
    this.owner = session;
    const answer = restore(await this.engine.execute(Buffer.concat(bytes)));
    const status = this.deliver(session, answer);
    if (status) session.isPipelining = false;
    if (status === "I") this.owner = null;
    await this.noteEffects(session, turn);
  }

  /**
   * A message about a statement that is not shared. Its name gets a prefix, as two clients can use the same one.
   * @param {Session} session
   * @param {wire.Message} original
   */
  prepare(session, original) {
    const name = wire.statementOf(original);
    if (!name) return original.bytes;
    const statement = `c${session.client.id}_${name}`;
    if (original.type === "P") session.statements.add(statement);
    if (original.type === "C") session.statements.delete(statement);
    return wire.nameStatement(original, statement);
  }

  /**
   * Sends the response to its client and notifications to listeners.
   * @param {Session | null} session
   * @param {Buffer} answer
   * @returns {string | null} the transaction status at the end of the response
   */
  deliver(session, answer) {
    let status = null;
    let kept = 0;
    let offset = 0;
    const parts = [];
    while (answer.length - offset >= 5) {
      const type = answer[offset];
      const end = offset + 1 + answer.readInt32BE(offset + 1);
      if (type === 0x5a) status = String.fromCharCode(answer[offset + 5]);
      if (type === 0x41) {
        this.notify(answer.subarray(offset, end));
        parts.push(answer.subarray(kept, offset));
        kept = end;
      }
      offset = end;
    }
    parts.push(answer.subarray(kept));
    if (session) this.answer(session.client, parts.length === 1 ? parts[0] : Buffer.concat(parts), status);
    return status;
  }

  /**
   * Sends a response once it is durable. Meanwhile others have their turns, and their commits share the next flush.
   * Responses within a transaction do not wait.
   * @param {Client} client
   * @param {Buffer} bytes
   * @param {string | null} status
   */
  answer(client, bytes, status) {
    const mustWait = status === "I" && (this.isFlushing || this.engine.isDirty());
    if (!mustWait && !this.heldBack.has(client)) {
      client.send(bytes);
      return;
    }
    this.unflushed.push({ client, bytes });
    this.heldBack.set(client, (this.heldBack.get(client) ?? 0) + 1);
    if (!this.isFlushing) void this.flush();
  }

  /** @param {Client} client @param {Buffer} bytes */
  sendHeldBack(client, bytes) {
    client.send(bytes);
    const left = (this.heldBack.get(client) ?? 1) - 1;
    if (left > 0) this.heldBack.set(client, left);
    else this.heldBack.delete(client);
  }

  async flush() {
    this.isFlushing = true;
    while (this.unflushed.length > 0) {
      const answers = this.unflushed;
      this.unflushed = [];
      await this.engine.flush();
      for (const { client, bytes } of answers) this.sendHeldBack(client, bytes);
    }
    this.isFlushing = false;
    this.settle();
  }

  /** @param {Buffer} notification */
  notify(notification) {
    const channel = wire.channelOf(notification);
    for (const session of this.sessions.values()) {
      if (session.channels.has(channel)) session.client.send(notification);
    }
  }

  /** @param {Session} session @param {wire.Message[]} turn */
  async noteEffects(session, turn) {
    for (const message of turn) {
      const sql = wire.sqlOf(message);
      if (sql === null) continue;
      if (RESETS.test(sql)) {
        session.settings.push(sql.trim().replace(/;+$/, ""));
        this.activeSettings = session.settings.join(";");
      }
      const listens = LISTENS.exec(sql);
      if (listens)
        await this.noteListen(session, listens[1].toLowerCase() === "listen", channelName(listens[2]));
    }
  }

  /** @param {Session} session @param {boolean} isOn @param {string} channel */
  async noteListen(session, isOn, channel) {
    if (isOn) {
      session.channels.add(channel);
      return;
    }
    const given = channel === "*" ? [...session.channels] : [channel];
    for (const name of given) session.channels.delete(name);
    // The backend dropped them for everyone.
    for (const name of given) if (this.hasListener(name)) await this.silently(`LISTEN ${quoted(name)}`);
  }

  /** @param {string} channel */
  hasListener(channel) {
    return [...this.sessions.values()].some((item) => item.channels.has(channel));
  }

  /** @param {string} settings */
  async applySettings(settings) {
    if (settings === this.activeSettings) return;
    this.activeSettings = settings;
    await this.silently("RESET ALL");
    if (settings) await this.silently(settings);
  }

  /** @param {Session} session */
  async forget(session) {
    if (this.owner === session) {
      if (session.isPipelining) await this.engine.execute(wire.SYNC);
      await this.silently("ROLLBACK");
      this.owner = null;
    }
    if (session.statements.size > 0) {
      const closes = [...session.statements].map(wire.closeStatement);
      this.deliver(null, await this.engine.execute(Buffer.concat([...closes, wire.SYNC])));
    }
    for (const channel of session.channels) {
      if (!this.hasListener(channel)) await this.silently(`UNLISTEN ${quoted(channel)}`);
    }
  }

  /** @param {string} sql */
  async silently(sql) {
    this.deliver(null, await this.engine.execute(wire.query(sql)));
  }

  /** Terminates a session that is idle in a transaction, because it blocks all others. */
  watchOwner() {
    const owner = this.owner;
    if (!owner) return;
    this.idleTimer = setTimeout(() => {
      if (this.owner !== owner || owner.inbox.length > 0) return;
      const seconds = owner.client.idleInTransactionMs / 1000;
      const reason = `terminating connection: idle in a transaction for ${seconds} s, which blocks everyone else`;
      owner.client.end(wire.errorResponse("FATAL", "25P03", reason));
    }, owner.client.idleInTransactionMs);
    this.idleTimer.unref();
  }
}

/** @param {wire.Message} message @returns {wire.Message} */
function refuseCopy(message) {
  const isCopy = message.type === "Q" && COPIES_IN.test(wire.sqlOf(message) ?? "");
  return isCopy ? { type: "Q", bytes: wire.query(REFUSE_COPY) } : message;
}

/** @param {string} name as written in SQL */
function channelName(name) {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}

/** @param {string} name */
const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
