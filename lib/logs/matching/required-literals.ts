/** What a text must hold before a pattern can match it: the literals that the pattern's source asks for. */

const MIN_LENGTH = 4;
/** Strings that one part may stand for; beyond that it counts as anything. */
const MAX_STRINGS = 64;
/** Longer literals are hardly rarer. */
const LENGTH_THAT_COUNTS = 8;

/** One escape: of a character by its number, of a class, a reference, or of the sign behind it. */
const ESCAPE = /^\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|p\{[^}]*\}|k<[^>]*>|\d+|[\s\S])/i;

/** What is known of a part of a pattern. */
interface Part {
  /** All strings that the part matches, where they are few; null where they are not. */
  exact: string[] | null;
  /** Strings of which one stands in every match; null where none is known. */
  required: string[] | null;
}

const NOTHING: Part = { exact: [""], required: null };
const ANYTHING: Part = { exact: null, required: null };

/**
 * Literals of which one stands in every text that the pattern matches, in lower case; null when the pattern has
 * no such set of literals of at least four characters. Alternatives add up, neighbours are joined, what may be
 * left out or repeated ends a literal. After the prefilters of RE2 (Cox, "Regular Expression Matching with a
 * Trigram Index", 2012).
 */
export function requiredLiterals(pattern: RegExp): string[] | null {
  const reader = new PatternReader(pattern.source);
  return requiredOf(reader.alternatives());
}

class PatternReader {
  private at = 0;

  constructor(private readonly source: string) {}

  /** Alternatives up to the end of the pattern or of the group. */
  alternatives(): Part {
    let whole = this.sequence();
    while (this.source[this.at] === "|") {
      this.at += 1;
      whole = either(whole, this.sequence());
    }
    return whole;
  }

  private sequence(): Part {
    const joined = new Sequence();
    while (this.at < this.source.length && this.source[this.at] !== "|" && this.source[this.at] !== ")") {
      const atom = this.atom();
      joined.add(atom, this.quantifier());
    }
    return joined.finish();
  }

  private atom(): Part {
    const char = this.source.charAt(this.at);
    if (char === "(") return this.group();
    if (char === "[") return this.charClass();
    if (char === "\\") return this.escape();
    this.at += 1;
    if (char === "^" || char === "$") return NOTHING;
    return char === "." ? ANYTHING : { exact: [char.toLowerCase()], required: null };
  }

  private escape(): Part {
    const found = ESCAPE.exec(this.source.slice(this.at))?.[0] ?? "\\";
    this.at += found.length;
    if (found === "\\b" || found === "\\B") return NOTHING;
    const char = found.slice(1);
    return /^[a-zA-Z0-9]/.test(char) ? ANYTHING : { exact: [char], required: null };
  }

  private group(): Part {
    const head = /^\((?:\?(?:(<?[=!])|<\w+>|:))?/.exec(this.source.slice(this.at));
    this.at += head?.[0].length ?? 1;
    const inner = this.alternatives();
    this.at += 1;
    // What is only looked at takes no place in the match.
    return head?.[1] === undefined ? inner : NOTHING;
  }

  private charClass(): Part {
    const start = this.at + 1;
    this.at = start;
    while (this.at < this.source.length && this.source[this.at] !== "]")
      this.at += this.source[this.at] === "\\" ? 2 : 1;
    const inner = this.source.slice(start, this.at);
    this.at += 1;
    const isPlain = inner.length <= 3 && !/[\\^-]/.test(inner);
    return isPlain ? { exact: [...new Set(inner.toLowerCase())], required: null } : ANYTHING;
  }

  private quantifier(): string {
    const found = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(this.source.slice(this.at))?.[0] ?? "";
    this.at += found.length;
    return found;
  }
}

/** Joins parts that follow each other. */
class Sequence {
  private isExact = true;
  private run: string[] = [""];
  private best: string[] | null = null;

  add(part: Part, quantifier: string): void {
    if (quantifier === "") this.join(part);
    else if (/^(?:[?*]|\{0)/.test(quantifier)) this.joinOptional(part, quantifier);
    else {
      this.join(part);
      this.breakOff();
    }
  }

  private join(part: Part): void {
    const crossed = part.exact === null ? null : cross(this.run, part.exact);
    if (crossed !== null) {
      this.run = crossed;
      return;
    }
    this.breakOff();
    if (part.exact !== null) this.run = part.exact;
    else this.best = better(this.best, part.required);
  }

  private joinOptional(part: Part, quantifier: string): void {
    const isOnce = quantifier.startsWith("?") || quantifier.startsWith("{0,1}");
    const crossed = isOnce && part.exact !== null ? cross(this.run, ["", ...part.exact]) : null;
    if (crossed === null) this.breakOff();
    else this.run = crossed;
  }

  private breakOff(): void {
    this.best = better(this.best, this.run);
    this.run = [""];
    this.isExact = false;
  }

  finish(): Part {
    return this.isExact
      ? { exact: this.run, required: null }
      : { exact: null, required: better(this.best, this.run) };
  }
}

function either(a: Part, b: Part): Part {
  if (a.exact !== null && b.exact !== null && a.exact.length + b.exact.length <= MAX_STRINGS)
    return { exact: [...a.exact, ...b.exact], required: null };
  const [first, second] = [requiredOf(a), requiredOf(b)];
  return { exact: null, required: first === null || second === null ? null : [...first, ...second] };
}

function cross(before: readonly string[], after: readonly string[]): string[] | null {
  if (before.length * after.length > MAX_STRINGS) return null;
  return [...new Set(before.flatMap((head) => after.map((tail) => head + tail)))];
}

function requiredOf(part: Part): string[] | null {
  return better(part.required, part.exact);
}

/** The set that rules out more: its shortest string is longer; of equals the smaller one. Null is no set. */
function better(a: string[] | null, b: string[] | null): string[] | null {
  const [scoreA, scoreB] = [score(a), score(b)];
  if (scoreA === 0 && scoreB === 0) return null;
  if (scoreA !== scoreB) return scoreA > scoreB ? a : b;
  return (a ?? []).length <= (b ?? []).length ? a : b;
}

function score(set: readonly string[] | null): number {
  if (set === null || set.length === 0) return 0;
  const shortest = Math.min(...set.map((one) => one.length));
  return shortest < MIN_LENGTH ? 0 : Math.min(shortest, LENGTH_THAT_COUNTS);
}
