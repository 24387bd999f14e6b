import { tickEvent } from "./due";
import type { RunnerFunction } from "./function-config";
import type { RunnerInput } from "./inputs";
import { type Needs, noNeeds } from "./load";
import { signalGate } from "./operations";
import { isRecord } from "./json";
import { invocationOf } from "./routing";
import { type StartKeys, startKeysOf } from "./starting";
import { type CallResult, EVENT_FINISHED, EVENT_INVOKED, type RunnerEvent } from "./state";
import { triggeredFunctions } from "./triggers";

/** What has to be loaded to process these inputs. */
export function needsOf(functions: Map<string, RunnerFunction>, batch: RunnerInput[]): Needs {
  const needs = noNeeds();
  for (const input of batch) addNeeds(needs, functions, input);
  return needs;
}

function addNeeds(needs: Needs, functions: Map<string, RunnerFunction>, input: RunnerInput): void {
  switch (input.kind) {
    case "answer":
      needs.runIds.add(input.item.runId);
      return addSignals(needs, input.answer);
    case "event":
      return addEvent(needs, functions, input.stored.event);
    case "wait":
      needs.waitIds.add(input.wait.id);
      return;
    case "buffer": {
      needs.bufferKeys.add(input.buffer.key);
      const fn = functions.get(input.buffer.functionId);
      if (fn) addStart(needs, startKeysOf(fn, input.buffer.events, { isReleased: true }));
      return;
    }
    case "tick": {
      const fn = functions.get(input.tick.functionId);
      if (fn) addStart(needs, startKeysOf(fn, [tickEvent(input.tick)]));
      return;
    }
    case "signal":
      needs.signals.add(input.signal);
  }
}

function addEvent(needs: Needs, functions: Map<string, RunnerFunction>, event: RunnerEvent): void {
  needs.eventNames.add(event.name);
  for (const fn of functions.values()) {
    if (fn.cancelOn.some((cancel) => cancel.event === event.name)) needs.cancelledFunctions.add(fn.id);
  }
  const correlation = event.data["correlation_id"];
  if (event.name === EVENT_FINISHED && typeof correlation === "string") needs.waitIds.add(correlation);
  if (event.name !== EVENT_INVOKED) {
    for (const fn of triggeredFunctions(functions, event)) addStart(needs, startKeysOf(fn, [event]));
    return;
  }
  const invocation = invocationOf(event);
  if (invocation === null) return;
  needs.waitIds.add(invocation.waitId);
  const fn = functions.get(invocation.functionId);
  if (fn) addStart(needs, startKeysOf(fn, [event], { invokedBy: invocation.waitId }));
}

function addStart(needs: Needs, keys: StartKeys): void {
  if (keys.start) needs.startKeys.add(keys.start);
  if (keys.buffer) needs.bufferKeys.add(keys.buffer);
  for (const gate of [keys.rateGate, keys.throttleGate, keys.singletonGate])
    if (gate) needs.gateKeys.add(gate);
}

function addSignals(needs: Needs, answer: CallResult): void {
  for (const operation of [answer.body].flat()) {
    if (!isRecord(operation) || operation["op"] !== "WaitForSignal" || !isRecord(operation["opts"])) continue;
    const signal = operation["opts"]["signal"];
    if (typeof signal !== "string") continue;
    needs.signals.add(signal);
    needs.gateKeys.add(signalGate(signal));
  }
}
