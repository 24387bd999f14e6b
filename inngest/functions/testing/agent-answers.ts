import { cited, modelDiagnosis } from "@/lib/diagnosis/model/testing/answers";
import type { ScriptedClaude } from "@/lib/diagnosis/model/testing/scripted-claude";

const QUOTE = "KeyError: 'customer_id'";

/** Agents that find the cause, one of them by reading a file and with a finding that no evidence supports, and a synthesis of it. */
export const agentAnswers = (): ScriptedClaude["script"] => ({
  "log-agent": () => ({
    answer: { findings: [{ ...cited("a row lacks the key", QUOTE), bearing: "cause" }] },
  }),
  "commit-agent": ({ turn, texts, tools }) =>
    turn === 1
      ? { calls: [{ name: "read_file", input: { path: "dags/settings.py" } }] }
      : {
          answer: {
            findings: [
              { ...cited("the key is named customer here", "KEY = 'customer'", "R1"), bearing: "cause" },
              {
                ...cited(`${texts.length} texts, ${tools.length} tools`, "not in any evidence"),
                bearing: "context",
              },
            ],
          },
        },
  "runbook-agent": () => ({ answer: { findings: [] } }),
  synthesizer: ({ texts }) => {
    const name = /(E\d+) lines 1-1: KEY = 'customer'/.exec(texts[0] ?? "")?.[1] ?? "E0";
    return {
      answer: modelDiagnosis(QUOTE, {
        category: "code_bug",
        claims: [
          cited("a row lacks the key", QUOTE),
          cited("settings name it customer", "KEY = 'customer'", name),
        ],
      }),
    };
  },
  "counter-check": () => ({ answer: { verdict: "stands", text: "Nothing contradicts it.", reasons: [] } }),
});
