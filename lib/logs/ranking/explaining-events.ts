/** Finds events that bring down what depends on them: memory or disk ran out, a machine was taken away, a node is missing. */

interface ScoredLine {
  line: number;
  score: number;
  text: string;
}

interface ExplainingEvent {
  event: RegExp;
  /** Errors that such an event usually causes elsewhere. */
  effects: RegExp;
}

/** What is seen of a process, node or server that went away. */
const GONE =
  "heartbeat|timed? ?out|\\blost\\b|terminated|exit(?:ed)? (?:with|code|status)|\\bcancel|\\babort|\\bclosed\\b|connection (?:reset|refused)|broken pipe|unreachable|\\bcrash|\\bkilled\\b|stalled|unable to stop|unresponsive|worker node|marked as failed|did not respond|exit code";

const EVENTS: readonly ExplainingEvent[] = [
  {
    event: /out of ?memory\b|OutOfMemory|\bOOM-?Killed\b(?!"?[:=] ?(?:false|no))|oom-kill|cannot allocate memory/i,
    effects: new RegExp(GONE, "i"),
  },
  {
    event: /no space left on device|disk (?:usage exceeded|watermark)|disk quota exceeded|\bdisk (?:is )?full\b/i,
    effects: new RegExp(`${GONE}|read-only|MISCONF|unable to persist|corrupt|truncat|incomplete|unexpected end`, "i"),
  },
  {
    event: /\bspot (?:instance )?interruption|instance (?:was |is being )?reclaimed|reason=Preempted|was preempted|\bThe node was low on resource/i,
    effects: new RegExp(GONE, "i"),
  },
  {
    event: /could only be (?:replicated|written) to 0 |\b0 datanode\(s\) running/i,
    effects: /not found|no (?:such )?files?|does ?n.t exist|does not exist|\bempty\b|\b(?:found|got) 0\b|expected more than/i,
  },
  {
    event: /\bnot enough (?:bookies|replicas|in-sync replicas|data ?nodes|alive nodes)\b|NotEnoughReplicas|NotEnoughBookies|\bno (?:master|leader) (?:found|elected|available)\b|MasterNotDiscovered/i,
    effects: new RegExp(`${GONE}|not available|unavailable|can ?not send`, "i"),
  },
  {
    event: /^(?:State of this instance has been externally set to|Task instance state changed externally)/,
    effects: /\bSIGTERM\b|terminated|\bConflict\b|\bkilled\b/i,
  },
  {
    event: /^(?:curl: \(\d{1,2}\)|wget: |ERROR: cannot verify|ERROR [45]\d\d: |fatal: (?:unable to access|Authentication failed))/,
    effects: /unexpected end of file|\bEOF\b|not in gzip format|does not look like a tar|\btruncat|\bempty\b|premature end|invalid header|corrupt/i,
  },
  {
    event: /\b(?:[Ee]xit(?:ed)?(?: with)?(?: code| status)?:? ?(?:137|-9)\b|Exit status: 137|terminated by signal 9\b|HEAP-EXHAUSTED|Heap exhausted|insufficient shared memory|Worker exceeded 9\d% memory budget)/,
    effects: new RegExp(`${GONE}|FetchFailed|failed to connect|KilledWorker|not present in table|Directory not empty|another server process exited|unexpected EOF`, "i"),
  },
  {
    event: /connection broken by|\bNetwork is unreachable|Temporary failure in name resolution|Could not resolve host|getaddrinfo (?:EAI_AGAIN|ENOTFOUND)/i,
    effects: /No matching distribution|Could not find a version|not found in (?:the )?(?:repository|registry)|Unable to (?:locate|find) package|Failed to fetch|Could not transfer artifact|Initialization action failed/i,
  },
  {
    event: /\bCANCELLED AT \S{1,30} DUE TO (?:TIME LIMIT|NODE FAIL|PREEMPTION)/,
    effects: /\bTIMEOUT\b|did not complete|\bCANCELLED\b|\bfailed\b|exit code/i,
  },
  {
    event: /\bWatchdog caught collective operation timeout\b/,
    effects: /CUDA|NCCL|SIGABRT|ChildFailedError|out of memory|exitcode/,
  },
  {
    event: /\bLost connection to (?:MySQL )?server (?:during|at)\b/,
    effects: /doesn['’]t exist|does not exist|No such file|cannot open|incomplete|\bempty\b/i,
  },
  {
    event: /(?:server|client) version mismatch/i,
    effects: /too short|corrupt|\bempty\b|not a valid|unexpected end|truncat/i,
  },
]; // prettier-ignore

/** Tells what to do if such an event happens, not that it did. */
const ADVICE = /\bif you (?:see|get|run into|encounter)\b|\bin case of\b|\bto avoid\b/i;
/** Weaker lines say nothing of weight. */
const MIN_EFFECT = 25;
/** How many events are compared with all errors, which bounds the work in a log full of them. */
const MAX_EVENTS = 20;

/**
 * The line of the event that explains other errors, and the best score among those; null if there is no such event or
 * nothing looks like its effect. The earliest such event counts.
 */
export function findExplainingEvent(errors: readonly ScoredLine[]): { line: number; score: number } | null {
  const inOrder = errors.toSorted((a, b) => a.line - b.line);
  let compared = 0;
  for (const error of inOrder) {
    const known = ADVICE.test(error.text) ? undefined : EVENTS.find(({ event }) => event.test(error.text));
    if (known === undefined) continue;
    compared += 1;
    if (compared > MAX_EVENTS) return null;
    const effects = inOrder.filter(
      ({ line, text, score }) =>
        line !== error.line && score >= MIN_EFFECT && !known.event.test(text) && known.effects.test(text),
    );
    if (effects.length === 0) continue;
    return { line: error.line, score: Math.max(...effects.map(({ score }) => score)) };
  }
  return null;
}
