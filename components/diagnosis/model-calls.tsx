"use client";

import { ExactTime } from "@/components/time/time-ago";
import { duration } from "@/components/time/format-time";
import { replyText, requestText } from "@/components/diagnosis/transcript-text";
import { CodeBlock } from "@/components/ui/code-block";
import { Dialog } from "@/components/ui/dialog";
import { Subsection } from "@/components/ui/subsection";
import { amount, phrase, sentence } from "@/components/ui/words";
import { useState } from "react";
import type { ModelCall, ModelCallGroup } from "@/lib/model/schemas";
import { dollars } from "@/lib/platform/dollars";

interface ModelCallsProps {
  calls: readonly ModelCall[];
  groups: readonly ModelCallGroup[];
}

/** Calls to Claude about the incident by analysis, with what they took; each opens what was sent and answered. */
export function ModelCalls({ calls, groups }: ModelCallsProps) {
  const [shown, setShown] = useState<ModelCall | null>(null);
  return (
    <Subsection as="h4" title="Calls to Claude about this incident">
      <div className="overflow-x-auto">
        <table className="tnum w-full min-w-[36rem] text-left text-xs">
          <thead className="text-muted">
            <tr>
              <th className="py-1 pr-3 font-medium">For</th>
              <th className="py-1 pr-3 font-medium">Model</th>
              <th className="py-1 pr-3 text-right font-medium">Tokens in</th>
              <th className="py-1 pr-3 text-right font-medium">From cache</th>
              <th className="py-1 pr-3 text-right font-medium">Tokens out</th>
              <th className="py-1 pr-3 text-right font-medium">Cost</th>
              <th className="py-1 text-right font-medium">Took</th>
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody key={group.workflowId}>
              <GroupRow group={group} />
              {calls
                .filter(({ workflowId }) => workflowId === group.workflowId)
                .map((call) => (
                  <Row key={call.id} call={call} onOpen={() => setShown(call)} />
                ))}
            </tbody>
          ))}
        </table>
      </div>
      <Dialog
        open={shown !== null}
        onOpenChange={() => setShown(null)}
        title={shown ? nameOf(shown) : ""}
        className="sm:w-[min(880px,calc(100vw-32px))]"
        description={shown ? `${shown.model}, prompt ${shown.promptVersion}` : ""}
      >
        {shown?.message && <p className="pb-3 anywhere">{shown.message}</p>}
        {shown?.transcript ? (
          <div className="flex flex-col gap-3">
            <h3 className="text-xs font-semibold text-muted">Answer</h3>
            {shown.transcript.reply === null ? (
              <p className="text-muted">None.</p>
            ) : (
              <CodeBlock text={replyText(shown.transcript.reply)} label="answer" wrap />
            )}
            <h3 className="text-xs font-semibold text-muted">Request, without secrets</h3>
            <CodeBlock text={requestText(shown.transcript.request)} label="request" wrap />
          </div>
        ) : (
          <p className="text-muted">The request and the answer have expired.</p>
        )}
      </Dialog>
    </Subsection>
  );
}

/** `Log agent`, `Log agent (turn 2)`. */
function nameOf({ role, turn }: ModelCall): string {
  return turn > 1 ? `${sentence(role)} (turn ${turn})` : sentence(role);
}

/** When the calls of an analysis began, and what they took together. */
function GroupRow({ group }: { group: ModelCallGroup }) {
  return (
    <tr className="border-t bg-subtle font-medium">
      <th scope="rowgroup" colSpan={5} className="py-1 pr-3 font-medium">
        <ExactTime at={group.startedAt} />, {group.calls === 1 ? "1 call" : `${group.calls} calls`}
      </th>
      <td className="py-1 pr-3 text-right">{cost(group)}</td>
      <td />
    </tr>
  );
}

/** What is known, or what counts towards the budget instead. */
function cost({ costUsd, chargedUsd }: Pick<ModelCall, "costUsd" | "chargedUsd">): string {
  if (costUsd !== null) return dollars(costUsd);
  return chargedUsd === 0 ? dollars(0) : `at most ${dollars(chargedUsd)}`;
}

function Row({ call, onOpen }: { call: ModelCall; onOpen: () => void }) {
  const { tokens } = call;
  const failed = call.status === "ok" ? call.message && "implausible usage" : phrase(call.status);
  return (
    <tr className="border-t">
      <td className="py-1 pr-3">
        <button type="button" className="text-accent underline-offset-2 hover:underline" onClick={onOpen}>
          {nameOf(call)}
        </button>
        {failed && (
          <span className="block text-muted anywhere" title={call.message ?? undefined}>
            {failed}
          </span>
        )}
      </td>
      <td className="py-1 pr-3 anywhere">{call.model}</td>
      <td className="py-1 pr-3 text-right">{amount(tokens.input + tokens.cacheRead + tokens.cacheWrite)}</td>
      <td className="py-1 pr-3 text-right">{amount(tokens.cacheRead)}</td>
      <td className="py-1 pr-3 text-right">{amount(tokens.output)}</td>
      <td className="py-1 pr-3 text-right">{cost(call)}</td>
      <td className="py-1 text-right">{duration(call.latencyMs)}</td>
    </tr>
  );
}
