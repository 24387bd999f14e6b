// The parts of PostgreSQL's frontend/backend protocol 3.0 needed to share a backend between clients.
// https://www.postgresql.org/docs/current/protocol-message-formats.html

export const CODE = { ssl: 80877103, gss: 80877104, cancel: 80877102, version3: 196608 };

/** Client message types that end a turn; the backend responds with ReadyForQuery. */
const ENDS_TURN = new Set(["Q", "S", "F"]);

/** @param {string} type */
export const endsTurn = (type) => ENDS_TURN.has(type);

/** Whether the client now waits for a response: at the end of a turn, or after Flush. @param {string} type */
export const wantsAnswer = (type) => endsTurn(type) || type === "H";

/**
 * @typedef {object} Message
 * @property {string} type one letter
 * @property {Buffer} bytes the complete message, including type and length
 */

/**
 * Splits complete typed messages off the front.
 * @param {Buffer} buffer
 * @returns {{ messages: Message[], rest: Buffer }}
 */
export function cutMessages(buffer) {
  const messages = [];
  let offset = 0;
  while (buffer.length - offset >= 5) {
    const end = offset + 1 + buffer.readInt32BE(offset + 1);
    if (end < offset + 5) throw new Error("invalid message length");
    if (end > buffer.length) break;
    messages.push({ type: String.fromCharCode(buffer[offset]), bytes: buffer.subarray(offset, end) });
    offset = end;
  }
  return { messages, rest: buffer.subarray(offset) };
}

/** Collects received data; joins the pieces of a large message only once it is complete. */
export class Inbox {
  constructor() {
    /** @type {Buffer[]} */
    this.pieces = [];
    this.size = 0;
    /** Bytes needed before parsing again. */
    this.wanted = 0;
  }

  /** @param {Buffer} piece */
  add(piece) {
    this.pieces.push(piece);
    this.size += piece.length;
  }

  /** Everything received so far as one buffer. */
  peek() {
    if (this.pieces.length !== 1) this.pieces = [Buffer.concat(this.pieces)];
    return this.pieces[0];
  }

  /** @param {Buffer} rest the unparsed rest */
  keep(rest) {
    this.pieces = [rest];
    this.size = rest.length;
    this.wanted = 0;
  }

  /** Takes all complete typed messages. @returns {Message[]} */
  take() {
    if (this.size < this.wanted) return [];
    const { messages, rest } = cutMessages(this.peek());
    this.keep(rest);
    if (rest.length >= 5) this.wanted = 1 + rest.readInt32BE(1);
    return messages;
  }
}

/** @param {string} type @param {...Buffer} parts */
export function message(type, ...parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(length, 1);
  return Buffer.concat([head, ...parts]);
}

/** @param {string} value */
export const text = (value) => Buffer.from(`${value}\0`, "utf8");

/** @param {number} value */
export function int32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value | 0, 0);
  return bytes;
}

/** @param {string} sql */
export const query = (sql) => message("Q", text(sql));

export const SYNC = message("S");

/** @param {"I" | "T" | "E"} status */
export const readyForQuery = (status) => message("Z", Buffer.from(status));

/** @param {"ERROR" | "FATAL"} severity @param {string} code SQLSTATE @param {string} what */
export function errorResponse(severity, code, what) {
  return message(
    "E",
    text(`S${severity}`),
    text(`V${severity}`),
    text(`C${code}`),
    text(`M${what}`),
    Buffer.from([0]),
  );
}

/** The text up to the next zero byte. @param {Buffer} bytes @param {number} from */
function textAt(bytes, from) {
  const end = bytes.indexOf(0, from);
  return { value: bytes.toString("utf8", from, end), end: end + 1 };
}

/** The SQL of a Query or Parse message; null for any other. @param {Message} message */
export function sqlOf({ type, bytes }) {
  if (type === "Q") return textAt(bytes, 5).value;
  if (type === "P") return textAt(bytes, textAt(bytes, 5).end).value;
  return null;
}

/** Key and value pairs of a startup message. @param {Buffer} bytes */
export function startupParameters(bytes) {
  /** @type {Record<string, string>} */
  const parameters = {};
  let offset = 8;
  while (offset < bytes.length && bytes[offset] !== 0) {
    const key = textAt(bytes, offset);
    const value = textAt(bytes, key.end);
    parameters[key.value] = value.value;
    offset = value.end;
  }
  return parameters;
}

/** Offset of a prepared statement's name in a message, or -1. @param {Message} message */
function statementOffset({ type, bytes }) {
  if (type === "P") return 5;
  if (type === "B") return textAt(bytes, 5).end;
  if ((type === "D" || type === "C") && bytes[5] === 0x53) return 6;
  return -1;
}

/** The name of the prepared statement that a message refers to, empty for the unnamed one; null without. @param {Message} message */
export function statementOf(message) {
  const offset = statementOffset(message);
  return offset < 0 ? null : textAt(message.bytes, offset).value;
}

/** The SQL and parameter types of a Parse message, as a key. @param {Message} parse */
export const statementText = ({ bytes }) => bytes.toString("latin1", textAt(bytes, 5).end);

/** A message with another name for its prepared statement. @param {Message} original @param {string} name */
export function nameStatement(original, name) {
  const { bytes, type } = original;
  const offset = statementOffset(original);
  const { end } = textAt(bytes, offset);
  return message(type, bytes.subarray(5, offset), text(name), bytes.subarray(end));
}

export const PARSE_COMPLETE = message("1");

/**
 * Removes the first CloseComplete and ParseComplete messages of a response.
 * @param {Buffer} answer
 * @param {{ closed: number, parsed: number }} counts how many of each to remove
 * @returns {{ rest: Buffer, parsed: number }} `parsed`: how many ParseComplete were there to remove
 */
export function takeResponses(answer, { closed, parsed }) {
  if (closed + parsed === 0) return { rest: answer, parsed: 0 };
  const left = { 3: closed, 1: parsed };
  const kept = cutMessages(answer).messages.filter(({ type }) => {
    if ((type !== "1" && type !== "3") || left[type] === 0) return true;
    left[type] -= 1;
    return false;
  });
  return { rest: Buffer.concat(kept.map(({ bytes }) => bytes)), parsed: parsed - left[1] };
}

/** @param {string} statement */
export const closeStatement = (statement) => message("C", Buffer.from("S"), text(statement));

/** The first column of the first row of a response, as text; null without rows. @param {Buffer} answer */
export function firstValue(answer) {
  const row = cutMessages(answer).messages.find(({ type }) => type === "D");
  // Type, length, and the number of columns precede the first column's length.
  const length = row ? row.bytes.readInt32BE(7) : -1;
  return row && length >= 0 ? row.bytes.toString("utf8", 11, 11 + length) : null;
}

/** The message of the first error of a response, or null. @param {Buffer} answer */
export function errorOf(answer) {
  const error = cutMessages(answer).messages.find(({ type }) => type === "E");
  if (!error) return null;
  const { bytes } = error;
  let offset = 5;
  while (bytes[offset] !== 0) {
    const field = textAt(bytes, offset + 1);
    if (bytes[offset] === 0x4d) return field.value;
    offset = field.end;
  }
  return null;
}

/** The channel of a NotificationResponse. @param {Buffer} bytes */
export const channelOf = (bytes) => textAt(bytes, 9).value;
