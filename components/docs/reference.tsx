"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Endpoint, EndpointGroup } from "@/components/docs/endpoint";
import { ENDPOINT_GROUPS } from "@/components/docs/endpoints";
import { findEndpoints } from "@/components/docs/find-endpoints";
import { openApiQuery, operationOf, type OpenApi, type ApiOperation } from "@/components/docs/openapi-query";
import { schemaText } from "@/components/docs/schema-text";
import { TryIt } from "@/components/docs/try-it";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { CodeBlock } from "@/components/ui/code-block";
import { ErrorNote } from "@/components/ui/error-note";
import { Input } from "@/components/ui/field";
import { Prose } from "@/components/ui/prose";
import { Skeleton } from "@/components/ui/skeleton";

/** Every endpoint, searchable, with its schemas and a form that sends requests. */
export function Reference() {
  const [search, setSearch] = useState("");
  const groups = findEndpoints(ENDPOINT_GROUPS, search);
  return (
    <>
      <Input
        type="search"
        aria-label="Search endpoints"
        placeholder="Search endpoints"
        className="max-w-md"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {groups.length === 0 && (
        <Card>
          <CardBody>
            <p className="text-muted" role="status">
              No endpoint mentions “{search.trim()}”.
            </p>
          </CardBody>
        </Card>
      )}
      {groups.map((group) => (
        <Group key={group.title} group={group} />
      ))}
    </>
  );
}

function Group({ group }: { group: EndpointGroup }) {
  return (
    <Card>
      <CardHeader title={group.title} />
      {group.note && <p className="border-b px-4 py-2 text-sm text-muted">{group.note}</p>}
      <ul className="divide-y">
        {group.endpoints.map((endpoint) => (
          <Row key={endpoint.call} endpoint={endpoint} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ endpoint }: { endpoint: Endpoint }) {
  const [isOpen, setIsOpen] = useState(false);
  const { call, title, role, scope } = endpoint;
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="grid w-full grid-cols-[1rem_minmax(0,1fr)] items-baseline gap-x-2 gap-y-0.5 px-4 py-2 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2 lg:grid-cols-[1rem_minmax(0,1fr)_minmax(0,1.4fr)_11rem]"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-3.5 self-center text-muted transition-transform", isOpen && "rotate-90")}
        />
        <span className="font-medium">{title}</span>
        <code className="col-start-2 text-log anywhere lg:col-start-3">{call}</code>
        <span className="col-start-2 text-muted lg:col-start-4 lg:text-right">
          {role}
          {scope && `, scope ${scope}`}
        </span>
      </button>
      {isOpen && <Details endpoint={endpoint} />}
    </li>
  );
}

function Details({ endpoint }: { endpoint: Endpoint }) {
  const { data, error, refetch } = useQuery(openApiQuery());
  const operation = data && operationOf(data, endpoint.call);
  return (
    <div className="flex flex-col gap-3 px-4 pb-4 sm:pl-10">
      <p className="max-w-[80ch] text-sm anywhere">
        <Prose text={endpoint.does} />
      </p>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-24" />}
      {data && operation && <Shapes operation={operation} openApi={data} />}
      {operation && hasForm(operation) && <TryIt call={endpoint.call} operation={operation} />}
    </div>
  );
}

/** Webhooks, downloads and streams, which have no schemas and so only a `default` answer, cannot be tried from a form. */
const hasForm = ({ responses }: ApiOperation): boolean => !("default" in responses);

function Shapes({ operation, openApi }: { operation: ApiOperation; openApi: OpenApi }) {
  const { schemas } = openApi.components;
  const body = operation.requestBody?.content["application/json"].schema;
  const answers = Object.entries(operation.responses).flatMap(([status, { content }]) =>
    content ? [{ status, schema: content["application/json"].schema }] : [],
  );
  return (
    <div className="grid items-start gap-3 xl:grid-cols-2">
      {body && <Shape title="Body" text={schemaText(body, schemas)} />}
      {answers.slice(0, 1).map(({ status, schema }) => (
        <Shape
          key={status}
          title={`Answer ${answers.map((answer) => answer.status).join(", ")}`}
          text={schemaText(schema, schemas)}
        />
      ))}
    </div>
  );
}

function Shape({ title, text }: { title: string; text: string }) {
  return (
    <section className="flex min-w-0 flex-col gap-1.5">
      <h3 className="text-sm font-medium">{title}</h3>
      <CodeBlock text={text} label={title.toLowerCase()} wrap />
    </section>
  );
}
