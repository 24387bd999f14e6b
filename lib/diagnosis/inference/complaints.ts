import { form, named, type Complaint } from "@/lib/diagnosis/inference/complaint";
import type { Weights } from "@/lib/diagnosis/inference/weights";

const SETTING: Weights = { configuration: 2.4 };
const INPUT: Weights = { upstream_missing_data: 1.7, configuration: 1.3 };

/** What the absence of a thing means, by the noun that names its kind. */
const ABSENT: readonly (readonly [nouns: RegExp, weights: Weights])[] = [
  [/^(?:files?|path|directory|folder|objects?|blobs?|partitions?|data ?sets?|data|records?|rows?|parquet|csv|manifest|snapshot|artifact|checkpoint|watermark|input)/i, INPUT],
  [/^(?:tables?|views?|relation|schema|database|function|procedure|sequence|stage|catalog|namespace)/i, { warehouse_sql: 1.4, upstream_missing_data: 0.9, schema_change: 0.8, configuration: 0.6 }],
  [/^(?:columns?|fields?|attribute|propert(?:y|ies)|header)/i, { schema_change: 2.2, data_quality: 0.6, code_bug: 0.5 }],
  [/^(?:modules?|packages?|librar(?:y|ies)|class|jars?|commands?|executable|binary|driver|plugins?|extension|adapter|provider|interpreter|image|version|wheel|dependency|connector)/i, { missing_dependency: 2.4, configuration: 0.6 }],
  [/^(?:users?|roles?|accounts?|principals?|credentials?|identity|token|secrets?|keys?|passwords?|certificates?)/i, { auth_permission: 1.8, configuration: 1.4 }],
  [/^(?:hosts?|servers?|brokers?|nodes?|address)/i, { network_timeout: 1.8, configuration: 1 }],
  [/^(?:pods?|containers?|workers?|executors?|instances?|capacity)/i, { infrastructure: 2.2, resource_exhausted: 0.8 }],
]; // prettier-ignore

const absence = (noun: string): Weights =>
  ABSENT.find(([nouns]) => nouns.test(noun.trim()))?.[1] ?? { configuration: 2 };

const NOUN =
  "(?<noun>(?:input |output |source |target |config(?:uration)? |environment |env |service |work |code |data )?(?:files?|path|directory|folder|objects?|blobs?|partitions?|data ?sets?|data|records?|rows?|tables?|views?|relation|schema|database|catalog|namespace|function|procedure|sequence|stage|columns?|fields?|attribute|property|header|modules?|packages?|library|class|jars?|commands?|executable|binary|driver|plugins?|extension|adapter|provider|interpreter|image|version|wheel|dependency|connector|users?|roles?|accounts?|principals?|credentials?|identity|tokens?|secrets?|keys?|passwords?|certificates?|hosts?|servers?|brokers?|nodes?|address|pods?|containers?|workers?|executors?|instances?|variables?|vars?|settings?|options?|parameters?|arguments?|flags?|profiles?|connections?|topics?|queues?|buckets?|streams?|jobs?|tasks?|dags?|flows?|deployments?|pools?|blocks?|assets?|ops?|graphs?|sensors?|schedules?|clusters?|models?|sources?|indexes|index|resources?|entity|projects?|environments?|templates?|branch|repository|endpoints?|regions?|datasources?|suites?|checks?|macros?|publications?|subscriptions?|slots?|types?|events?|states?|steps?|locations?))";

const DATA_NOUN =
  /^(?:types?|values?|formats?|encodings?|characters?|dates?|fields?|columns?|records?|rows?|timestamps?|numbers?|literals?|json|schemas?|headers?|data|bytes?|symbols?)$/i;
const MISMATCHES: readonly (readonly [nouns: RegExp, weights: Weights])[] = [
  [/^(?:version|abi|api|protocol|library)/i, { missing_dependency: 2, configuration: 0.8 }],
  [/^(?:schema|type|column|field|dtype)/i, { schema_change: 1.8, data_quality: 0.8, code_bug: 0.6 }],
  [/^(?:checksum|hash|digest|count|row|size|length|total)/i, { data_quality: 2, upstream_missing_data: 0.6 }],
]; // prettier-ignore

/** The forms in English, the most specific first. Those in other languages are in `foreign-complaints.ts`. */
export const COMPLAINTS: readonly Complaint[] = [
  {
    pattern: form(`\\b${NOUN}:? ${named()} (?:is|was|are|were|has|have|must)(?: been)?(?: not|n['’]t)? ?(?:been |be )?(?:expired|revoked)\\b`),
    weights: { auth_permission: 2.6 },
    cause: "The {noun} `{thing}` has expired or was revoked",
    steps: ["Renew the {noun} `{thing}` and store the new one where the job reads it", "Check when it was issued and how long it lives, and whether somebody revoked it"],
  },
  {
    pattern: form(`\\b(?<noun>(?:access |refresh |auth |bearer |session |security |API |client |OAuth )?(?:token|certificate|cert|session|key|password|credentials?|secret|signature|cookie|lease|link|URL))(?:s)?(?: \\S{1,60})? (?:has |have |is |was |are )?(?:been )?(?:expired|revoked|no longer valid)`),
    weights: { auth_permission: 2.6 },
    cause: "The {noun} has expired or was revoked",
    steps: ["Renew the {noun} and store the new one where the job reads it", "Check when it was issued and how long it lives, and whether somebody revoked it"],
  },
  {
    pattern: form(`(?:lacks?|missing|without|do(?:es)?(?: not|n['’]t) have|needs?|requires?|not granted)(?: the)? (?:required |necessary |sufficient )?(?:permissions?|privileges?|roles?|scopes?|access|rights?)(?: to| on| for)?:? ${named()}`),
    weights: { auth_permission: 2.8 },
    cause: "The account lacks the permission `{thing}`",
    steps: ["Grant `{thing}` to the account that ran the job", "Check which account that is: the connection, role or service account of the worker"],
  },
  {
    pattern: form(`(?:missing|required|no|undefined|unset)(?: required| mandatory)? (?<noun>environment variables?|env(?:ironment)? vars?|parameters?|options?|arguments?|settings?|config(?:uration)?(?: keys?| values?| options?)?|propert(?:y|ies)|flags?|variables?|connection details|inputs?)(?: named| called| for| is| are)?:? ${named()}`),
    weights: SETTING,
    cause: "The {noun} `{thing}` is not set",
    steps: ["Set `{thing}` where the job ran: its environment, connection or configuration file", "Check its spelling, and whether another environment sets it"],
  },
  {
    pattern: form(`${named()} (?:(?:is|was|are|were|has|have)(?: not|n['’]t)(?: been)?|not|must(?: be)?|needs to be|should be|has to be|isn['’]t) ?(?:set|defined|configured|specified|provided|given|supplied|declared|initiali[sz]ed|registered)\\b(?! to\\b| in the same)`),
    weights: SETTING,
    cause: "`{thing}` is not set or defined",
    steps: ["Set `{thing}` where the job ran: its environment, connection or configuration file", "Check its spelling, and whether another environment sets it"],
  },
  {
    pattern: form(`${named()} (?:is|are) (?:a )?(?:required|mandatory|missing)\\b(?! by)`),
    weights: SETTING,
    cause: "`{thing}` is required but missing",
    steps: ["Provide `{thing}` in the settings or the call", "Check its spelling, and whether a default was removed"],
  },
  {
    pattern: form(`\\bno (?<noun>(?:new |matching |valid |input |source )*(?:files?|objects?|data|partitions?|records?|rows?|messages?|events?|results?|blobs?|keys?)) (?:were |was |are |is )?(?:match(?:es|ed|ing)?|found|present|available|exists?|returned|remaining|left)?(?: (?:in|for|under|at|on|with|from|the|this|pattern|path|prefix|glob|date|partition|expression|query|location|matching)){0,5}:? ${named()}`),
    weights: INPUT,
    cause: "No {noun} found at `{thing}`",
    steps: ["Check whether the step that writes `{thing}` ran for this period, and when", "Check the path, prefix, date and permissions that the job used"],
  },
  {
    pattern: form(`\\b${NOUN}(?: with (?:id|name|key))?(?: named| called)?:? ${named()}(?: \\S{1,40}){0,4}? (?:(?:was|is|were|are|could|can|did|does|do|has|have|may) ?(?:not|n['’]t)|cannot|can['’]t|not)(?: be| been)? (?:found|exists?|located|resolved|available|known|recogni[sz]ed|loaded|readable|present|accessible)\\b`),
    weights: absence,
    cause: "The {noun} `{thing}` does not exist or is not available",
    steps: ["Check whether `{thing}` exists where the job looks, under exactly this name", "Create it, restore it, or fix the name in the settings or code"],
  },
  {
    pattern: form(`(?:could not|cannot|can['’]t|can not|unable to|failed to|did not|couldn['’]t|no|unknown|missing|nonexistent|non-existent|undefined|invalid)(?: find| locate| resolve| load| open| read| access| such| matching| get| fetch| determine| import| lookup| look up)?(?: the| a| an| any)? ${NOUN}(?: named| called| for| of| in| from| at| with (?:id|name))?:? ${named()}`),
    weights: absence,
    cause: "The {noun} `{thing}` does not exist or cannot be used",
    steps: ["Check whether `{thing}` exists where the job looks, under exactly this name", "Create it, restore it, or fix the name in the settings or code"],
  },
  {
    pattern: form(`\\bexpected(?: an?| the)?:? (?<want>[^,;:.\\n]{1,60}?)(?:,| but|, but|;| and)? ?(?:but )?(?:got|received|found|was|were|actual(?:ly)?(?: is| was)?|saw|given|instead got|had)(?: an?| the)?:? (?<thing>[^,;\\n]{1,60})`),
    weights: { data_quality: 1.2, code_bug: 1, schema_change: 0.9 },
    cause: "Expected {want}, got {thing}",
    steps: ["Look at the value or type that arrived, and at what produced it", "Convert it before this step, or change what the step expects"],
  },
  {
    pattern: form(`\\b(?<noun>\\S{1,60}) (?:should|must|has to|needs to) be (?<want>[^,;:.\\n]{1,60}?),? (?:not|but (?:is|was|got|found|received|has)|instead of|got)(?: an?)?:? (?<thing>[^,;\\n]{1,60})`),
    weights: { data_quality: 1, code_bug: 1, configuration: 0.8, schema_change: 0.5 },
    cause: "`{noun}` is {thing} but must be {want}",
    steps: ["Pass {want} for `{noun}`", "Check where the value comes from"],
  },
  {
    pattern: form(`${named()} (?:must|can|may|should|could)(?: ?not|n['’]t) be (?<noun>null|empty|blank|none|negative|zero|NaN|undefined)\\b`),
    weights: { data_quality: 1.4, configuration: 1, code_bug: 0.5 },
    cause: "`{thing}` is {noun} but must not be",
    steps: ["Look for the rows or settings in which `{thing}` is {noun}", "Fill or reject them before this step"],
  },
  {
    pattern: form(`${named()} (?:must|needs to|has to) (?<want>(?:be called with|contain|include|have|specify|define|provide|start with|end with|be in|be between|be one of|be at (?:least|most)|be greater than|be less than) [^.;\\n]{1,80})`),
    weights: { configuration: 1.8, code_bug: 1.1, data_quality: 0.6 },
    cause: "`{thing}` must {want}",
    steps: ["Change `{thing}` so that it meets the condition", "Check where `{thing}` is defined, and what it holds now"],
  },
  {
    pattern: form(`(?:cannot|could not|can['’]t|unable to|failed to|couldn['’]t) (?:be )?(?:cast|convert|converted|parse|parsed|coerce|deseriali[sz]e|decode|interpret|cast value)(?: the| a| an| value| string| type| column| field| record| from)*:? ${named()}(?: (?:to|as|into) (?:type |an? )?${named("want")})?`),
    weights: { data_quality: 1.8, schema_change: 0.8, code_bug: 0.6 },
    cause: "`{thing}` cannot be converted[[ to `{want}`]]",
    steps: ["Look at the values of `{thing}` that arrived, and since when", "Clean or cast them before this step, or widen the type"],
  },
  {
    pattern: form(`(?:unexpected|unsupported|invalid|unknown|unrecogni[sz]ed|illegal|incorrect|wrong|bad|malformed) (?<noun>types?|values?|formats?|encodings?|characters?|dates?|fields?|columns?|records?|timestamps?|numbers?|literals?|keys?|arguments?|options?|parameters?|versions?|urls?|uris?|paths?|names?|identifiers?|modes?|schemes?|protocols?|settings?|configurations?|expressions?|operations?|states?|statements?|symbols?|headers?|schemas?|file ?types?|engines?|dialects?|commands?|regions?)(?: (?:for|of|in|at|given|specified|provided|found|encountered)(?: the)?(?: \\S{1,40})?)?:? ${named()}`),
    weights: (noun) =>
      DATA_NOUN.test(noun) ? { data_quality: 1.5, schema_change: 0.9, code_bug: 0.8 } : { configuration: 2, code_bug: 0.7 },
    cause: "Unexpected {noun} `{thing}`",
    steps: ["Check `{thing}` against what the tool supports in the installed version", "Fix the {noun} where it is set or produced"],
  },
  {
    pattern: form(`\\b(?<noun>schema|data ?type|type|dtype|columns?|fields?|versions?|ABI|API version|protocol version|checksums?|hash|digest|row counts?|counts?|rows?|sizes?|lengths?|totals?|shapes?|dimensions?|signatures?|keys?)(?: \\S{1,40}){0,3}? (?:mismatch(?:es|ed)?|do(?:es)?(?: not|n['’]t) match|did(?: not|n['’]t) match|differs?|not match|is inconsistent|are inconsistent)`),
    weights: (noun) => MISMATCHES.find(([nouns]) => nouns.test(noun))?.[1] ?? { data_quality: 1, configuration: 1, code_bug: 0.6 },
    cause: "The {noun} does not match what was expected",
    steps: ["Compare the {noun} on both sides", "Check what changed on either side since the last good run"],
  },
  {
    pattern: form(`${named()}(?: \\S{1,30}){0,2}? (?:already exists|is already (?:in use|taken|registered|defined|running|active|locked))`),
    weights: { configuration: 1.4, code_bug: 1.1, warehouse_sql: 0.8 },
    cause: "`{thing}` already exists or is in use",
    steps: ["Check whether an earlier attempt or another run created `{thing}`", "Make the step repeatable: skip, replace or drop what exists"],
  },
  {
    pattern: form(`${named()} (?:is|are|was|were) (?<noun>not|no longer|not yet|currently not) (?:supported|implemented|allowed|permitted|compatible|enabled|valid|usable)\\b`),
    weights: { configuration: 1.8, code_bug: 0.7, missing_dependency: 0.7 },
    cause: "`{thing}` is {noun} supported here",
    steps: ["Check in the documentation of the installed version what replaces `{thing}`", "Remove it, or install a version that supports it"],
  },
  {
    pattern: form(`${named()} (?:is|are|was|were) (?:not|no longer) (?<noun>running|ready|started|available|reachable|responding|healthy|active|online|up|alive|registered|connected)\\b`),
    weights: { infrastructure: 1.6, network_timeout: 1.2, configuration: 0.6 },
    cause: "`{thing}` is not {noun}",
    steps: ["Check the state and log of `{thing}` at that time", "Start it, or wait until it is {noun} before this step"],
  },
  {
    pattern: form(`\\b(?<noun>(?:request|call|rate|API|message|query|write|read|token)s?)[^.\\n]{0,40}\\b(?:quota|limit|maximum|allowance|budget)\\b[^.\\n]{0,40}(?:exceed|reach|exhaust|hit|used up)|(?:exceed(?:s|ed|ing)?|reached|hit)(?: the| your| its)? (?:\\w+ ){0,3}(?:request|call|rate|API)s? (?:quota|limit|maximum)`),
    weights: { rate_limit: 2.6 },
    cause: "The service's limit on requests was reached",
    steps: ["Retry with increasing delays, and send fewer or larger requests", "Check how many jobs share the limit, and when it resets"],
  },
  {
    pattern: form(`\\b(?<noun>(?:\\w+ )?(?:quota|limit|maximum|capacity|allowance|budget|credits?))\\b[^.\\n]{0,60}\\b(?:exceed(?:ed)?|reached|exhausted|hit|used up|insufficient)|exceed(?:s|ed|ing)?(?: the| your| its)? (?:\\w+ ){0,3}(?:quota|limit|maximum|capacity)`),
    weights: { resource_exhausted: 2, configuration: 0.9, rate_limit: 0.8 },
    cause: "A quota or limit was exceeded",
    steps: ["Check the current usage against the limit that the message names", "Free capacity, lower the demand, or have the limit raised"],
  },
  {
    pattern: form(`\\b(?<noun>job|task|run|query|statement|process|container|pod|node|worker|session|instance|executor|step|application|execution|operation)(?: \\S{1,60}){0,3}? (?:was|were|has been|had been|got|is being) (?<thing>killed|terminated|aborted|cancell?ed|stopped|preempted|evicted|interrupted|revoked|deleted|removed)\\b`),
    weights: { infrastructure: 2, resource_exhausted: 0.5 },
    cause: "The {noun} was {thing} from outside",
    steps: ["Find out who or what ended it: a user, a timeout, a scheduler, the platform", "Run it again if nothing needs to change"],
  },
  {
    pattern: form(`\\b(?<noun>\\S{1,60}) (?:is|are|was|were|value) too (?<thing>large|long|big|many|small|short|few|old|deep|high|low|wide)\\b`),
    weights: { data_quality: 1.2, configuration: 1.1, resource_exhausted: 0.7 },
    cause: "`{noun}` is too {thing}",
    steps: ["Check the size or value of `{noun}` against the limit", "Split or reduce it, or raise the limit"],
  },
]; // prettier-ignore
