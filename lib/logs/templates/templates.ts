/**
 * Mines the templates of log lines: lines that differ only in their variable parts share a template. Incremental and
 * deterministic. Words are masked first (numbers, ids, hosts, paths, times), and lines that are then equal share a
 * template, as in the leaves of Drain (He et al., ICWS 2017). Words without digits can be variable too, but `started`
 * and `stopped` are not: a position becomes a variable only once enough different words occur there in otherwise equal
 * lines.
 */
import { maskLine, WILDCARD, type VariableType } from "@/lib/logs/templates/template-mask";
import { shapeOf } from "@/lib/logs/templates/template-shape";
import { coversWords, differences, widenWord } from "@/lib/logs/templates/template-words";

export interface Template {
  id: number;
  /** The words, with `<*>` for variable parts, separated by single spaces. */
  text: string;
  /** The kinds of the variables, in order. */
  variables: VariableType[];
  count: number;
  /** 1-based numbers of the first and last matching line. */
  firstLine: number;
  lastLine: number;
}

export interface TemplateMiner {
  /** Adds the next line and returns its template id; `get` resolves the id even if templates merge later. */
  add(line: string): number;
  /** The current template for an id. */
  get(id: number): Template | undefined;
  /** The current templates, in order of their first line. */
  list(): Template[];
}

export interface MinedLine {
  /** 1-based. */
  line: number;
  templateId: number;
  template: string;
}

/** How many different words make a position variable. */
const ENOUGH_WORDS = 5;
/** The same for the first word, which usually names the event. */
const ENOUGH_FIRST_WORDS = 10;
/** How many templates that differ at the same several positions make them variable. */
const ENOUGH_TEMPLATES = 6;
/** Share of equal words required to compare templates at several positions. */
const SIMILARITY = 0.7;
/** Maximum number of templates of one length; beyond it the lines are free text. */
const MAX_PER_LENGTH = 400;
/** Number of words read per line; the rest of a very long line becomes one variable. */
const MAX_WORDS = 200;
const MAX_LINE_LENGTH = 8_000;
const MAX_SHAPES = 200_000;

interface Cluster {
  id: number;
  words: string[];
  types: (readonly VariableType[])[];
  count: number;
  firstLine: number;
  lastLine: number;
  /** The cluster it was merged into, if any. */
  into: Cluster | null;
}

/** Creates an empty miner. One configuration serves all kinds of logs. */
export function createTemplateMiner(): TemplateMiner {
  return new Miner();
}

/** The final template of each line, and all templates. */
export function mineTemplates(lines: readonly string[]): { lines: MinedLine[]; templates: Template[] } {
  const miner = new Miner();
  const ids = lines.map((line) => miner.add(line));
  const mined = ids.map((id, index) => {
    const cluster = miner.cluster(id);
    return { line: index + 1, templateId: cluster.id, template: miner.text(cluster) };
  });
  return { lines: mined, templates: miner.list() };
}

class Miner implements TemplateMiner {
  private readonly clusters: Cluster[] = [];
  /** Clusters by line shape, the fast path. */
  private readonly shapes = new Map<number, Cluster>();
  /** Unmerged clusters by number of words. */
  private readonly byLength = new Map<number, Cluster[]>();
  private readonly texts = new Map<Cluster, string>();
  private lineNo = 0;

  add(line: string): number {
    this.lineNo += 1;
    const text = line.length > MAX_LINE_LENGTH ? line.slice(0, MAX_LINE_LENGTH) : line;
    const shape = shapeOf(text);
    let cluster = this.shapes.get(shape);
    if (cluster === undefined || cluster.into !== null) {
      cluster = cluster === undefined ? this.place(text) : rootOf(cluster);
      if (this.shapes.size >= MAX_SHAPES) this.shapes.clear();
      this.shapes.set(shape, cluster);
    }
    cluster.count += 1;
    cluster.lastLine = this.lineNo;
    return cluster.id;
  }

  get(id: number): Template | undefined {
    return this.clusters[id - 1] === undefined ? undefined : this.view(this.cluster(id));
  }

  list(): Template[] {
    const live = this.clusters.filter((cluster) => cluster.into === null && cluster.count > 0);
    return live.sort((a, b) => a.firstLine - b.firstLine).map((cluster) => this.view(cluster));
  }

  cluster(id: number): Cluster {
    const cluster = this.clusters[id - 1];
    if (cluster === undefined) throw new RangeError(`no template has the id ${id}`);
    return rootOf(cluster);
  }

  text(cluster: Cluster): string {
    let text = this.texts.get(cluster);
    if (text === undefined) this.texts.set(cluster, (text = cluster.words.join(" ")));
    return text;
  }

  private view(cluster: Cluster): Template {
    const { id, count, firstLine, lastLine } = cluster;
    return { id, text: this.text(cluster), variables: cluster.types.flat(), count, firstLine, lastLine };
  }

  private place(line: string): Cluster {
    const masked = maskLine(line);
    if (masked.length > MAX_WORDS)
      masked.splice(MAX_WORDS, masked.length, { text: WILDCARD, types: ["word"] });
    const words = masked.map((word) => word.text);
    const list = this.ofLength(words.length);
    const known = list.find((cluster) => coversWords(cluster.words, words));
    if (known !== undefined) return known;
    const cluster = this.create(
      words,
      masked.map((word) => word.types),
    );
    return this.settle(cluster);
  }

  private create(words: string[], types: Cluster["types"]): Cluster {
    const id = this.clusters.length + 1;
    const cluster = { id, words, types, count: 0, firstLine: this.lineNo, lastLine: this.lineNo, into: null };
    this.clusters.push(cluster);
    this.ofLength(words.length).push(cluster);
    return cluster;
  }

  private ofLength(length: number): Cluster[] {
    let list = this.byLength.get(length);
    if (list === undefined) this.byLength.set(length, (list = []));
    return list;
  }

  /** Merges a new cluster with clusters that differ from it at the same positions, if there are enough. */
  private settle(cluster: Cluster): Cluster {
    const list = this.ofLength(cluster.words.length);
    const families = new Map<string, { at: number[]; members: Cluster[] }>();
    for (const other of list) {
      if (other === cluster) continue;
      const at = differences(cluster.words, other.words, SIMILARITY);
      if (at === null || at.length === 0) continue;
      const key = at.join();
      const family = families.get(key);
      if (family === undefined) families.set(key, { at, members: [other] });
      else family.members.push(other);
    }
    const crowded = list.length > MAX_PER_LENGTH;
    for (const { at, members } of families.values()) {
      if (crowded || members.length + 1 >= enoughFor(at)) return this.merge(cluster, members, at);
    }
    return crowded ? this.mergeNewest(list) : cluster;
  }

  private merge(cluster: Cluster, members: readonly Cluster[], at: readonly number[]): Cluster {
    const words = [...cluster.words];
    const types = [...cluster.types];
    for (const i of at) {
      words[i] = members.reduce((word, member) => widenWord(word, member.words[i] ?? ""), words[i] ?? "");
      types[i] = typesAfter(words[i] ?? "", types[i] ?? []);
    }
    const target = this.create(words, types);
    const list = this.ofLength(words.length);
    for (const other of list) if (other !== target && coversWords(words, other.words)) absorb(target, other);
    this.byLength.set(
      words.length,
      list.filter((other) => other.into === null),
    );
    return this.settle(target);
  }

  /** Free text of one length: merges the newest clusters into a template of variables only. */
  private mergeNewest(list: readonly Cluster[]): Cluster {
    const words = list[0]?.words.map(() => WILDCARD) ?? [];
    const target = this.create(
      words,
      words.map(() => ["word"] as const),
    );
    for (const other of list.slice(MAX_PER_LENGTH / 2)) if (other !== target) absorb(target, other);
    this.byLength.set(
      words.length,
      this.ofLength(words.length).filter((other) => other.into === null),
    );
    return target;
  }
}

function enoughFor(at: readonly number[]): number {
  if (at.length > 1) return ENOUGH_TEMPLATES;
  return at[0] === 0 ? ENOUGH_FIRST_WORDS : ENOUGH_WORDS;
}

function absorb(target: Cluster, other: Cluster): void {
  other.into = target;
  target.count += other.count;
  target.firstLine = Math.min(target.firstLine, other.firstLine);
  target.lastLine = Math.max(target.lastLine, other.lastLine);
}

function rootOf(cluster: Cluster): Cluster {
  let current = cluster;
  while (current.into !== null) current = current.into;
  return current;
}

/** The variable kinds of a widened word; new variables have kind `word`. */
function typesAfter(word: string, before: readonly VariableType[]): readonly VariableType[] {
  const count = word.split(WILDCARD).length - 1;
  return count === before.length ? before : Array.from({ length: count }, () => "word" as const);
}
