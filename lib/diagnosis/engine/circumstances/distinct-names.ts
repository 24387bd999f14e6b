const NAME = /\b\d{1,3}(?:\.\d{1,3}){3}\b|[A-Za-z_][\w-]*(?:[./:][\w-]+)*|\b\d{5,}\b/g;
const MIN_NAME = 4;
const DATE = /^\d{4}-\d\d(?:-\d\d)?/;
const MAX_TEXT = 8_000;

/** Words of programs, messages and paths that say nothing about which thing is meant. */
const COMMON = new Set(
  `about access after airflow also args array attempt base been before bool called cannot change changed class client code
  column columns command compiled config connection container could create creating data database date default does
  error errors event events exception exist exists exit expected failed failure field file files filter float found
  from function have home host https import index info input int integer invalid into item items json kwargs lib limit line lines list
  local log logs main memory message missing model models module name none null object once only operator option options
  output owner packages parameter path pipeline prod project provider public python query raise reached read reason record request
  response result retry return role root row rows run runs schema select self server service session site source spark
  state statement status step string system table task tasks test text than that the they this time timeout timestamp title true try type
  unknown update user users using value values variable version view warehouse warning were when where which with within
  work worker write`.split(/\s+/),
);

/** The names and large numbers in a text, in lower case, and the parts of dotted names and paths. */
export function distinctNames(text: string): Set<string> {
  const names = new Set<string>();
  for (const [found] of withoutSeparators(text).matchAll(NAME)) {
    const name = found.toLowerCase().replaceAll(/^[-_]+|[-_]+$/g, "");
    // The numbers of an address name nothing.
    const parts = /^[\d.]+$/.test(name) ? [] : name.split(/[./:]/);
    for (const part of [name, ...parts]) if (isDistinct(part)) names.add(part);
  }
  return names;
}

/** The words that names consist of: `payments` of `stg_payments`. */
export function wordsOfNames(names: ReadonlySet<string>): Set<string> {
  return new Set([...names].flatMap((name) => name.split(/[._/:-]/)).filter((word) => isDistinct(word)));
}

function isDistinct(name: string): boolean {
  return name.length >= MIN_NAME && !COMMON.has(name) && !DATE.test(name);
}

/** `18,204` as `18204`, the way another system writes the same number. */
function withoutSeparators(text: string): string {
  return text.slice(0, MAX_TEXT).replaceAll(/(?<=\b\d{1,3}(?:,\d{3})*),(?=\d{3}\b)/g, "");
}
