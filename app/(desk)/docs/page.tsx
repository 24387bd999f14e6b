import { ENDPOINTS } from "@/components/docs/endpoints";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/card";
import { env } from "@/lib/platform/env";

export const metadata = { title: "API" };
export const dynamic = "force-dynamic";

export default function DocsPage() {
  const url = env().PUBLIC_URL;
  return (
    <>
      <PageHeader title="API" context="Everything the browser does, a script can do" />
      <div className="space-y-4">
        <Card title="Authentication and errors">
          <div className="space-y-2 px-4 py-3">
            <p>
              Send <code className="font-mono">Authorization: Bearer pd_…</code> with a token from Settings.
              JSON is camelCase, times are ISO 8601 with Z, ids are opaque. Workflows answer in snake_case.
            </p>
            <p>
              Errors are <code className="font-mono">{'{ "error": { "code", "message", "issues"? } }'}</code>:
              400 malformed, 401, 403, 404, 409 conflict, 413, 422 invalid, 429 with Retry-After, 503 with the
              failing part named.
            </p>
            <pre className="overflow-auto rounded-md border bg-sunken p-3 font-mono text-[12.5px]">{`curl -sS '${url}/api/incidents?status=open&limit=10' -H "Authorization: Bearer $PD_TOKEN"`}</pre>
          </div>
        </Card>
        <Card title="Calls">
          <ul className="divide-y">
            {ENDPOINTS.map((one) => (
              <li key={one.call} className="grid gap-x-4 px-4 py-2 text-[13px] lg:grid-cols-[22rem_1fr_8rem]">
                <code className="font-mono break-all">{one.call}</code>
                <span>{one.does}</span>
                <span className="text-muted">{one.role}</span>
              </li>
            ))}
          </ul>
        </Card>
        <Card title="Webhooks of your own">
          <div className="space-y-2 px-4 py-3">
            <p>
              The generic webhook takes <code className="font-mono">pipeline</code> and{" "}
              <code className="font-mono">error.message</code> or <code className="font-mono">log</code>;
              further: task, runId, tryNumber, maxTries, environment, severity, title, error.type,
              error.traceback, url, startedAt, endedAt, owner, labels.
            </p>
            <p>
              Sign as Standard Webhooks says (webhook-id, webhook-timestamp, webhook-signature), or send the
              secret as X-Webhook-Secret. A webhook-id is taken once.
            </p>
          </div>
        </Card>
      </div>
    </>
  );
}
