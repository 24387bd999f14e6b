"use client";

import { useQuery } from "@tanstack/react-query";
import { withSecret } from "@/components/setup/connection-values";
import { CodeBlock } from "@/components/ui/code-block";
import { ErrorNote } from "@/components/ui/error-note";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { snippetsQuery } from "@/lib/sources/query-options";

interface SnippetsProps {
  sourceId: string;
  /** Null while hidden. */
  secret: string | null;
}

/** Snippets to paste into the orchestrator, with the webhook URL and, while shown, the secret filled in. */
export function Snippets({ sourceId, secret }: SnippetsProps) {
  const { data, error } = useQuery(snippetsQuery(sourceId));
  if (error) return <ErrorNote error={error} />;
  if (!data) return <Skeleton className="h-48" />;
  const first = data.items[0];
  if (!first) return null;
  return (
    <section aria-label="Snippets to paste" className="min-w-0 rounded-lg border">
      <Tabs defaultValue={first.id}>
        <TabsList aria-label="Snippets">
          {data.items.map((snippet) => (
            <TabsTrigger key={snippet.id} value={snippet.id} className="h-10">
              {snippet.title}
            </TabsTrigger>
          ))}
        </TabsList>
        {data.items.map((snippet) => (
          <TabsContent key={snippet.id} value={snippet.id} className="flex flex-col gap-2 p-3">
            <p className="text-sm text-muted">
              {snippet.filename && <code className="mr-2 text-log text-ink">{snippet.filename}</code>}
              {snippet.description}
            </p>
            <CodeBlock text={withSecret(snippet.text.trimEnd(), secret)} label={snippet.title} />
          </TabsContent>
        ))}
      </Tabs>
    </section>
  );
}
