"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiOperation } from "@/components/docs/openapi-query";
import { exampleOf, schemaText } from "@/components/docs/schema-text";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { cn } from "@/components/ui/cn";
import { ErrorNote } from "@/components/ui/error-note";
import { Field, Input, Textarea } from "@/components/ui/field";
import { requestPath } from "@/components/docs/request-path";
import { sendRaw, type RawAnswer } from "@/lib/platform/http/api-fetch";

/** A form that sends a request with the session, and shows the answer as it came. */
export function TryIt({ call, operation }: { call: string; operation: ApiOperation }) {
  const [method = "GET", path = ""] = call.split(" ");
  const [values, setValues] = useState<Record<string, string>>({});
  const schema = operation.requestBody?.content["application/json"].schema;
  const [body, setBody] = useState(() => (schema ? JSON.stringify(exampleOf(schema), null, 2) : ""));
  const target = requestPath(path, operation.parameters, values);
  const send = useMutation({
    mutationFn: () => sendRaw(target.path, { method, ...(schema && { body }) }),
  });
  return (
    <form
      className="flex flex-col gap-3 border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <h3 className="text-sm font-medium">Try it</h3>
      {operation.parameters.length > 0 && (
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {operation.parameters.map(({ name, required, schema: type }) => (
            <Field key={name} label={name} hint={`${schemaText(type, {})}${required ? ", required" : ""}`}>
              {(attributes) => (
                <Input
                  {...attributes}
                  value={values[name] ?? ""}
                  onChange={(event) => setValues({ ...values, [name]: event.target.value })}
                  autoComplete="off"
                  spellCheck={false}
                />
              )}
            </Field>
          ))}
        </div>
      )}
      {schema && (
        <Field label="Body" hint="JSON">
          {(attributes) => (
            <Textarea
              {...attributes}
              className="min-h-32 font-mono text-log"
              value={body}
              onChange={(event) => setBody(event.target.value)}
              spellCheck={false}
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={send.isPending || target.missing.length > 0}>
          Send
        </Button>
        <code className="min-w-0 text-log anywhere text-muted">
          {method} {target.path}
        </code>
      </div>
      {method !== "GET" && (
        <p className="text-xs text-muted">
          This changes the workspace, as the same request from a script would.
        </p>
      )}
      {send.error && <ErrorNote error={send.error} />}
      {send.data && <Answer answer={send.data} />}
    </form>
  );
}

function Answer({ answer: { status, text, durationMs } }: { answer: RawAnswer }) {
  return (
    <div className="flex flex-col gap-1.5" role="status">
      <p className="text-sm">
        <span className={cn("tnum font-medium", status >= 400 ? "text-danger-ink" : "text-ink")}>
          {status}
        </span>{" "}
        <span className="tnum text-muted">in {Math.round(durationMs)} ms</span>
      </p>
      {text !== "" && <CodeBlock text={text} label="answer" wrap />}
    </div>
  );
}
