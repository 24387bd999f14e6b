import Link from "next/link";
import { pageContext } from "@/app/(desk)/page-context";
import { curlExamples } from "@/components/docs/examples";
import { REPORT_FIELDS, SUBJECT_FIELDS, type WebhookField } from "@/components/docs/generic-fields";
import { Reference } from "@/components/docs/reference";
import { webhookKindsNote } from "@/components/docs/webhook-kinds";
import { PageHeader } from "@/components/layout/page-header";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Prose } from "@/components/ui/prose";
import { listSourceKinds } from "@/lib/intake/list-source-kinds";
import { genericSnippets } from "@/lib/intake/sources/generic/snippets";
import { env } from "@/lib/platform/env";

export const metadata = { title: "API" };

export default async function DocsPage() {
  await pageContext("/docs");
  return (
    <>
      <PageHeader title="API" context="Scripts can do everything the browser does." />
      <div className="flex flex-col gap-4">
        <Basics />
        <Card>
          <CardHeader title="Examples" />
          <CardBody className="grid gap-4 xl:grid-cols-2">
            {curlExamples(env().PUBLIC_URL).map((example) => (
              <div key={example.title} className="flex min-w-0 flex-col gap-1.5">
                <h3 className="text-sm font-medium">{example.title}</h3>
                <CodeBlock text={example.text} label={example.title} wrap />
              </div>
            ))}
          </CardBody>
        </Card>
        <Reference />
        <Kinds />
        <Generic />
      </div>
    </>
  );
}

function Basics() {
  return (
    <Card>
      <CardHeader title="Requests and errors" />
      <CardBody className="flex max-w-[80ch] flex-col gap-2">
        <p>
          Send <code>Authorization: Bearer pd_…</code> with a token from{" "}
          <Link className="text-accent underline" href="/settings">
            Settings
          </Link>
          . It may do what both its role and its scopes allow. Every endpoint needs the scope{" "}
          <code>read</code> unless another is listed; without it, a write answers only ids and states. JSON is
          camelCase, except workflows, which are snake_case. Times are ISO 8601 with Z, ids are opaque. Fields
          may be added at any time; none is renamed or removed.
        </p>
        <p>
          An error is <code>{'{ "error": { "code", "message", "issues"? } }'}</code>, each issue with a path
          and a message: 400 malformed, 401 not signed in, 403 not allowed, 404 not found (including anything
          in another workspace), 409 conflict, 413 too large, 422 invalid, 429 rate limited with Retry-After,
          503 naming the failing part. An unknown query parameter or body field is invalid too, and the
          message lists the accepted ones.
        </p>
        <p>
          The same as OpenAPI 3.1, for generators of clients:{" "}
          <a className="text-accent underline" href="/api/openapi.json">
            /api/openapi.json
          </a>
          .
        </p>
      </CardBody>
    </Card>
  );
}

function Kinds() {
  return (
    <Card>
      <CardHeader title="Webhook kinds" />
      <CardBody className="max-w-[80ch]">
        <p>{webhookKindsNote(listSourceKinds().items)}</p>
      </CardBody>
    </Card>
  );
}

function Generic() {
  return (
    <Card>
      <CardHeader title="Generic webhook" />
      <CardBody className="flex max-w-[80ch] flex-col gap-2">
        <p>
          The kind <code>generic</code> accepts failures from anything that can send JSON. A body names
          exactly one of <code>pipeline</code>, <code>service</code>, <code>workload</code> and{" "}
          <code>check</code>, and says how it failed in <code>error.message</code> or <code>log</code>. Every
          other field is optional; unknown ones are ignored.
        </p>
        <p>
          Sign according to Standard Webhooks (<code>webhook-id</code>, <code>webhook-timestamp</code>,{" "}
          <code>webhook-signature</code>), or send the secret as <code>X-Webhook-Secret</code>. A{" "}
          <code>webhook-id</code> counts once while its delivery is kept; sending it again returns the first
          response.
        </p>
      </CardBody>
      <Fields title="What failed" fields={SUBJECT_FIELDS} />
      <Fields title="How, and what else is known" fields={REPORT_FIELDS} />
      <CardBody className="grid gap-4 border-t xl:grid-cols-2">
        {genericSnippets(`${env().PUBLIC_URL}/api/webhooks/generic/SOURCE_KEY`).map(
          ({ title, description, text }) => (
            <div key={title} className="flex min-w-0 flex-col gap-1.5">
              <h3 className="text-sm font-medium">{title}</h3>
              <p className="text-sm text-muted">{description}</p>
              <CodeBlock text={text.trimEnd()} label={title} wrap />
            </div>
          ),
        )}
      </CardBody>
    </Card>
  );
}

function Fields({ title, fields }: { title: string; fields: readonly WebhookField[] }) {
  return (
    <section className="border-t">
      <h3 className="px-4 pt-3 pb-1 text-sm font-medium">{title}</h3>
      <ul className="divide-y">
        {fields.map(({ name, does }) => (
          <li
            key={name}
            className="grid gap-x-4 gap-y-0.5 px-4 py-2 text-sm lg:grid-cols-[23rem_minmax(0,1fr)]"
          >
            <code className="text-log anywhere">{name}</code>
            <span className="anywhere">
              <Prose text={does} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
