import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { PATIENCE_MS, cleanEnv, freePort, start, waitFor, type Started } from "@/e2e/real/processes";

const FirstRun = z.object({
  url: z.string(),
  apiToken: z.string(),
  sources: z.record(
    z.string(),
    z.object({ id: z.string(), key: z.string(), secret: z.string(), webhookUrl: z.string() }),
  ),
});

const Source = z.object({ id: z.string(), webhookUrl: z.string(), secret: z.string() });
export type Source = z.infer<typeof Source>;

const Summary = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status: z.string(),
  category: z.string().nullable(),
  /** Null for what is about no pipeline, such as a broken file. */
  pipeline: z.string().nullable(),
  task: z.string().nullable(),
  occurrenceCount: z.number(),
  firstSeenAt: z.string(),
});
export type Summary = z.infer<typeof Summary>;

const Citation = z.object({
  evidenceId: z.string(),
  startLine: z.number(),
  endLine: z.number(),
  quote: z.string(),
});

export const Incident = Summary.extend({
  attempt: z
    .object({
      tryNumber: z.number(),
      maxTries: z.number().nullable(),
      mapIndex: z.number(),
      state: z.string().nullable(),
    })
    .nullable(),
  diagnosis: z
    .object({
      outcome: z.string(),
      category: z.string().nullable(),
      confidence: z.number().nullable(),
      rootCause: z.string().nullable(),
      claims: z.array(z.object({ text: z.string(), citations: z.array(Citation) })),
    })
    .nullable(),
  workflow: z.object({ id: z.string(), status: z.string() }).nullable(),
  parentIncidentId: z.string().nullable(),
  symptoms: z.array(z.object({ id: z.string(), pipeline: z.string(), because: z.string().nullable() })),
  detectedBy: z.string(),
  openedAt: z.string(),
});
export type Incident = z.infer<typeof Incident>;

const Evidence = z.object({
  id: z.string(),
  kind: z.string(),
  collector: z.string(),
  status: z.string(),
  title: z.string(),
  text: z.string(),
  message: z.string().nullable(),
  startLine: z.number().nullable(),
  facts: z.unknown(),
});
export type Evidence = z.infer<typeof Evidence>;

const Delivery = z.object({
  id: z.string(),
  status: z.string(),
  reason: z.string().nullable(),
  incidentId: z.string().nullable(),
  body: z.string(),
});
export type Delivery = z.infer<typeof Delivery>;

/** Lists hold only the start of a long body. */
const ListedDelivery = Delivery.extend({ isBodyPreview: z.boolean() });

const Reconciled = z.object({
  id: z.string(),
  reconciliation: z.object({ succeededAt: z.string().nullable() }).nullable(),
});

const TimelineEntry = z.object({ kind: z.string(), text: z.string() });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

const Snippet = z.object({ id: z.string(), text: z.string() });

export interface Product {
  url: string;
  process: Started;
  /** Calls the API with the first run's token. @throws if it refuses, or answers in another shape. */
  call<T>(schema: z.ZodType<T>, route: string, method?: string, body?: unknown): Promise<T>;
  /** The source of this kind that the first start made. @throws if there is none. */
  firstSource(kind: string): Source;
  snippets(sourceId: string): Promise<z.infer<typeof Snippet>[]>;
  connect(
    sourceId: string,
    apiBaseUrl: string,
    credentials: Record<string, string> | null,
    /** A folder below the one given to `startProduct`. */
    repositoryPath?: string,
  ): Promise<{ ok: boolean; detail: string }>;
  /** Whether the reconciler has compared the source with its API at least once. */
  isReconciled(sourceId: string): Promise<boolean>;
  /** Of one source, or of all. */
  incidents(sourceId?: string): Promise<Summary[]>;
  incident(id: string): Promise<Incident>;
  evidence(id: string): Promise<Evidence[]>;
  /** An incident and its evidence with all their fields. */
  everything(id: string): Promise<{ incident: unknown; evidence: unknown }>;
  timeline(id: string): Promise<TimelineEntry[]>;
  /** With their whole bodies, newest first. */
  deliveries(sourceId: string): Promise<Delivery[]>;
}

/** Starts a fresh instance on an empty data folder and reads its first-run file. `env` is added to its environment. */
export async function startProduct(folder: string, env: Record<string, string> = {}): Promise<Product> {
  const data = path.join(folder, "data");
  const port = await freePort();
  const process = start("the product", "node", ["bin/start.mjs", "--data", data], {
    cwd: path.resolve("."),
    env: cleanEnv({ PORT: String(port), PD_REPOSITORY_ROOTS: folder, ...env }),
    logFile: path.join(folder, "product.log"),
  });
  const firstRun = await waitFor(
    "first-run.json",
    PATIENCE_MS,
    async () => FirstRun.parse(JSON.parse(await readFile(path.join(data, "first-run.json"), "utf8"))),
    { alive: [process] },
  );
  const product = openProduct(firstRun, process);
  await waitFor(
    "the product to be ready",
    PATIENCE_MS,
    async () => ((await fetch(`${product.url}/ready`)).ok ? true : null),
    { alive: [process] },
  );
  return product;
}

/** A running instance, by its first-run file. */
export function openProduct(firstRun: z.infer<typeof FirstRun>, process: Started): Product {
  const { url, apiToken, sources } = firstRun;
  const call = async <T>(schema: z.ZodType<T>, route: string, method = "GET", body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/api${route}`, {
      method,
      headers: { authorization: `Bearer ${apiToken}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${method} /api${route} answered ${response.status}: ${text.slice(0, 500)}`);
    return schema.parse(JSON.parse(text));
  };
  const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
  return {
    url,
    process,
    call,
    firstSource: (kind) => {
      const source = sources[kind];
      if (!source) throw new Error(`first-run.json has no source of kind ${kind}`);
      return source;
    },
    snippets: async (id) => (await call(items(Snippet), `/sources/${id}/snippets`)).items,
    connect: async (id, apiBaseUrl, credentials, repositoryPath) => {
      const repository = repositoryPath && { kind: "local", path: repositoryPath };
      const input = { apiBaseUrl, credentials, ...(repository && { repository }) };
      await call(z.object({ id: z.string() }), `/sources/${id}`, "PATCH", input);
      return call(z.object({ ok: z.boolean(), detail: z.string() }), `/sources/${id}/test`, "POST", {});
    },
    isReconciled: async (sourceId) => {
      const { items: all } = await call(items(Reconciled), "/sources");
      return all.some(({ id, reconciliation }) => id === sourceId && reconciliation?.succeededAt != null);
    },
    incidents: async (id) =>
      (await call(items(Summary), `/incidents?limit=200${id ? `&source=${id}` : ""}`)).items,
    incident: (id) => call(Incident, `/incidents/${id}`),
    everything: async (id) => ({
      incident: await call(z.unknown(), `/incidents/${id}`),
      evidence: await call(z.unknown(), `/incidents/${id}/evidence`),
    }),
    timeline: async (id) => (await call(items(TimelineEntry), `/incidents/${id}/timeline`)).items,
    evidence: async (id) => (await call(items(Evidence), `/incidents/${id}/evidence`)).items,
    deliveries: async (id) => {
      const { items: listed } = await call(items(ListedDelivery), `/deliveries?source=${id}&limit=200`);
      return Promise.all(
        listed.map((delivery) =>
          delivery.isBodyPreview ? call(Delivery, `/deliveries/${delivery.id}`) : delivery,
        ),
      );
    },
  };
}
