/** Keeps the evidence regions of a large log within a budget: counts repeats and drops the least relevant first. */
import type { KeepClass } from "@/lib/logs/retention/keep-class";

/** Lines of context kept around each line of evidence. */
export const CONTEXT_LINES = 20;
/** A longer region is split; a stack trace only at `TRACE_TIMES` this length. */
const REGION_BYTES = 32 * 1024;
const TRACE_TIMES = 4;
/** Context that would make a region longer than this is dropped. */
const MAX_REGION_BYTES = 256 * 1024;
const NEWLINE = 10;
/** How many first and last regions of each kind are kept. */
const FIRST_OF_KIND = 2;
const LAST_OF_KIND = 3;
const MAX_KINDS = 20_000;

/** A line of evidence: 1-based number, offset of its first byte and shape of its text. */
export interface EvidenceLine {
  line: number;
  offset: number;
  keep: KeepClass;
  shape: number;
}

export interface Region {
  /** 1-based, including context; `firstHit` and `lastHit` are evidence lines. */
  from: number;
  to: number;
  firstHit: number;
  lastHit: number;
  keep: KeepClass;
  /** Shared by the regions of one stack trace that had to be split. */
  trace: number;
  isDropped: boolean;
  /** The bytes once copied, and their weight against the budget. */
  text: Buffer | null;
  weight: number;
}

/** A kind of evidence and how often it occurred. */
export interface RepeatedEvidence {
  count: number;
  firstLine: number;
  lastLine: number;
}

interface Kind extends RepeatedEvidence {
  keep: KeepClass;
  regions: Region[];
}

interface OpenRegion {
  from: number;
  firstHit: number;
  lastHit: number;
  startOffset: number;
  keep: KeepClass;
  lastKeep: KeepClass;
  shapes: Set<number>;
  trace: number;
}

export class KeptRegions {
  private readonly kinds = new Map<number, Kind>();
  private readonly fresh: Region[] = [];
  private open: OpenRegion | null = null;
  private lastEnd = 0;
  private weight = 0;
  private traces = 0;

  constructor(private readonly budget: number) {}

  /** Adds the next line of evidence; lines come in order. */
  add(hit: EvidenceLine): void {
    let isTorn = false;
    if (this.open !== null) {
      const length = hit.offset - this.open.startOffset;
      const isNear = hit.line <= this.open.lastHit + 2 * CONTEXT_LINES;
      const isFull = length > REGION_BYTES * (hit.keep === 3 ? TRACE_TIMES : 1);
      if (isNear && !isFull) {
        this.extend(this.open, hit);
        return;
      }
      isTorn = hit.keep === 3 && this.open.lastKeep === 3 && hit.line <= this.open.lastHit + 3;
      this.close(isNear ? hit.line - 1 : this.open.lastHit + CONTEXT_LINES);
    }
    this.open = {
      from: Math.max(this.lastEnd + 1, hit.line - CONTEXT_LINES),
      firstHit: hit.line,
      lastHit: hit.line,
      startOffset: hit.offset,
      keep: hit.keep,
      lastKeep: hit.keep,
      shapes: new Set([hit.shape]),
      trace: isTorn ? this.traces : (this.traces += 1),
    };
  }

  private extend(open: OpenRegion, hit: EvidenceLine): void {
    open.lastHit = hit.line;
    open.lastKeep = hit.keep;
    if (hit.keep > open.keep) {
      open.keep = hit.keep;
      open.shapes = new Set([hit.shape]);
    } else if (hit.keep === open.keep) open.shapes.add(hit.shape);
  }

  /** Ends the open region at a line, which may not have been read yet. */
  close(to: number): void {
    const { open } = this;
    if (open === null) return;
    this.open = null;
    this.lastEnd = Math.max(to, open.lastHit);
    const { from, firstHit, lastHit, keep, trace } = open;
    const base = { from, to: this.lastEnd, firstHit, lastHit, keep, trace };
    this.keep({ ...base, isDropped: false, text: null, weight: 0 }, keyOf(open.shapes));
  }

  private keep(region: Region, key: number): void {
    let kind = this.kinds.get(key);
    if (kind === undefined) {
      if (this.kinds.size >= MAX_KINDS) this.forgetKinds();
      kind = { count: 0, firstLine: region.firstHit, lastLine: 0, keep: region.keep, regions: [] };
      this.kinds.set(key, kind);
    }
    kind.count += 1;
    kind.lastLine = region.firstHit;
    kind.regions.push(region);
    this.fresh.push(region);
    if (kind.regions.length > FIRST_OF_KIND + LAST_OF_KIND)
      this.drop(kind.regions.splice(FIRST_OF_KIND, 1)[0]);
  }

  private forgetKinds(): void {
    for (const [key, kind] of this.kinds) if (kind.regions.length === 0) this.kinds.delete(key);
  }

  private drop(region: Region | undefined): void {
    if (region === undefined) return;
    region.isDropped = true;
    region.text = null;
    this.weight -= region.weight;
  }

  /**
   * Called before the text up to `line` is discarded: copies regions that begin there. `copy` returns a region's bytes
   * and sets its start, or returns null if it need not be kept.
   */
  save(line: number, copy: (region: Region) => Buffer | null): void {
    if (this.open !== null && this.open.from <= line) this.close(this.open.lastHit);
    let saved = 0;
    for (const region of this.fresh) {
      if (region.from > line) break;
      saved += 1;
      if (region.isDropped) continue;
      const text = copy(region);
      if (text === null) continue;
      region.text = shorten(region, text);
      region.weight = weightOf(region.text.length, region.to - region.from + 1);
      this.weight += region.weight;
    }
    this.fresh.splice(0, saved);
    if (this.weight > this.budget) this.shrink();
  }

  /** Drops the least relevant regions, and among equals those in the middle, so that the first and last stay. */
  private shrink(): void {
    const saved = this.saved();
    const rank = new Map(
      saved.map((region, index) => [region, Math.min(index * 3, saved.length - 1 - index)]),
    );
    const order = saved.toSorted((a, b) => a.keep - b.keep || (rank.get(b) ?? 0) - (rank.get(a) ?? 0));
    for (const region of order) {
      if (this.weight <= this.budget * 0.75) break;
      this.drop(region);
    }
    for (const kind of this.kinds.values()) kind.regions = kind.regions.filter((region) => !region.isDropped);
  }

  /** The stack trace of the uncopied region that contains a line, or null. */
  traceAt(line: number): number | null {
    return this.fresh.find((region) => region.from <= line && region.to >= line)?.trace ?? null;
  }

  /** The copied regions, in order. */
  saved(): Region[] {
    return [...this.kinds.values()]
      .flatMap((kind) => kind.regions)
      .filter((region) => region.text !== null)
      .sort((a, b) => a.from - b.from);
  }

  /** Kinds of evidence that occurred more often than they were kept, the most frequent first. */
  repeated(most: number): RepeatedEvidence[] {
    return [...this.kinds.values()]
      .filter((kind) => kind.count > FIRST_OF_KIND + LAST_OF_KIND)
      .sort((a, b) => b.count - a.count || a.firstLine - b.firstLine)
      .slice(0, most)
      .map(({ count, firstLine, lastLine }) => ({ count, firstLine, lastLine }));
  }
}

/** Drops context, from the end first, until the region is short enough; never drops evidence. */
function shorten(region: Region, text: Buffer): Buffer {
  let start = 0;
  let end = text.length;
  while (end - start > MAX_REGION_BYTES && region.to > region.lastHit) {
    const found = text.lastIndexOf(NEWLINE, end - 2);
    if (found < start) break;
    end = found + 1;
    region.to -= 1;
  }
  while (end - start > MAX_REGION_BYTES && region.from < region.firstHit) {
    const found = text.indexOf(NEWLINE, start);
    if (found === -1 || found >= end) break;
    start = found + 1;
    region.from += 1;
  }
  return Buffer.from(text.subarray(start, end));
}

/** The cost of a text: its bytes plus the memory a line takes once parsed. */
export function weightOf(bytes: number, lines: number): number {
  return bytes + lines * 128;
}

function keyOf(shapes: ReadonlySet<number>): number {
  let key = 0;
  for (const shape of shapes) key = (key + shape) % Number.MAX_SAFE_INTEGER;
  return key;
}
