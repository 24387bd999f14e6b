import { LLMock } from "@copilotkit/aimock";

/** The token counts that each reply reports. */
const USAGE = { input_tokens: 4_200, output_tokens: 640 };

/** A text that the evidence must contain, and what it is said to show. */
export interface ScriptedClaim {
  text: string;
  quote: string;
}

export interface ScriptedCase {
  /** Of the question whose data contain it. */
  about: string;
  rootCause: string;
  category: string;
  /** From the task that failed to the cause. */
  from: string;
  to: string;
  claims: readonly ScriptedClaim[];
  actions: readonly string[];
  /** The change, as search and replace in one file. */
  change: { title: string; rationale: string; path: string; search: string; replace: string };
}

export interface ScriptedClaude {
  url: string;
  /** Requests that arrived so far, whatever became of them. */
  requests(): number;
  stop(): Promise<void>;
}

/**
 * A server that answers as Claude does. It is not sure of its first answer, so the agents, the synthesis and the counter-check
 * are asked as well, and it proposes a change. It cites the evidence by the names and lines of the prompt; a prompt without the
 * quote is answered with an error.
 */
export async function startScriptedClaude(scripted: ScriptedCase): Promise<ScriptedClaude> {
  const mock = new LLMock({ port: 0 });
  const reply = (question: RegExp, answer: (prompt: string) => object) =>
    mock.onMessage(question, ({ messages }) => {
      const prompt = messages.map(({ content }) => textOf(content)).join("\n");
      if (!prompt.includes(scripted.about)) throw new Error(`The prompt is not about ${scripted.about}.`);
      return { content: JSON.stringify(answer(prompt)), usage: USAGE };
    });
  reply(/findings about the logs[^]*Why did the task fail/, (prompt) => diagnosis(scripted, prompt, 0.85));
  reply(/Why did the task fail/, (prompt) => diagnosis(scripted, prompt, 0.2));
  reply(/What does your part of the evidence show/, (prompt) => ({
    findings: scripted.claims.flatMap(({ text, quote }) => {
      const citation = findQuote(prompt, quote);
      return citation === null ? [] : [{ bearing: "cause", text, citations: [citation] }];
    }),
  }));
  reply(/Can the colleague's diagnosis be right/, () => ({
    verdict: "stands",
    text: "Nothing in the evidence that was not cited contradicts it.",
    reasons: [],
  }));
  reply(/Propose the change/, () => {
    const { title, rationale, path, search, replace } = scripted.change;
    const edits = [{ path, search, replace }];
    return { canFix: true, title, rationale, edits, newFiles: [], cautions: [], steps: [] };
  });
  await mock.start();
  return { url: mock.url, requests: () => mock.getRequests().length, stop: () => mock.stop() };
}

function diagnosis(scripted: ScriptedCase, prompt: string, confidence: number): object {
  const { rootCause, category, from, to, actions } = scripted;
  const claims = scripted.claims.map(({ text, quote }) => ({ text, citations: [cite(prompt, quote)] }));
  const chain = [{ from, to, text: rootCause, citations: claims.flatMap(({ citations }) => citations) }];
  return {
    outcome: "diagnosed",
    rootCause,
    category,
    confidence,
    transience: "permanent",
    explanation: claims.map(({ text }) => `${text}.`).join(" "),
    claims,
    chain,
    ruledOut: [],
    gaps: [],
    impact: { text: "", citations: [] },
    recommendedActions: actions,
    hypotheses: [],
  };
}

interface Citation {
  evidence: string;
  startLine: number;
  endLine: number;
  quote: string;
}

function cite(prompt: string, quote: string): Citation {
  const found = findQuote(prompt, quote);
  if (found === null) throw new Error(`The prompt does not show “${quote}”.`);
  return found;
}

/** The numbered line of evidence that shows a quote. */
function findQuote(prompt: string, quote: string): Citation | null {
  for (const block of prompt.split(/^----- .* begin evidence /m).slice(1)) {
    const evidence = /^\w+/.exec(block)?.[0] ?? "";
    const body = block.split(/^----- .* end evidence /m)[0] ?? "";
    const line = body.split("\n").find((text) => /^\d+\| /.test(text) && text.includes(quote));
    const number = Number.parseInt(line ?? "", 10);
    if (line !== undefined) return { evidence, startLine: number, endLine: number, quote };
  }
  return null;
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part: { text?: string }) => part.text ?? "").join("\n");
}
