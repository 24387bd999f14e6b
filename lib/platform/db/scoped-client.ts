import { Prisma, type PrismaClient } from "@/lib/platform/db/generated/client";

/** Model → the field that says whose its rows are. What is not listed belongs to nobody or, as sessions, to a person. */
const OWNED = new Map<string, string>([
  ["Workspace", "id"],
  ...Object.values(Prisma.ModelName)
    .filter((model) => model !== "Session" && "workspaceId" in fieldsOf(model))
    .map((model) => [model, "workspaceId"] as const),
]);

function fieldsOf(model: string): object {
  return (Prisma as unknown as Record<string, object>)[`${model}ScalarFieldEnum`] ?? {};
}

/**
 * A view of `client` that only reaches into one workspace: an operation on rows that belong to a workspace is refused,
 * before anything is sent, unless its condition and its data name this one. Transactions begun with it are as strict.
 * Raw SQL is not looked at; `workspace-scope.test.ts` reads that in the source. Decision 030.
 */
export function scopedClient(client: PrismaClient, workspaceId: string): PrismaClient {
  const extended = client.$extends({
    name: "workspace",
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          const field = OWNED.get(model);
          if (field) assertScoped(args as Args, { model, operation, field, workspaceId });
          return query(args);
        },
      },
    },
  });
  // The extension adds no method and changes no result.
  return extended as unknown as PrismaClient;
}

interface Args {
  where?: unknown;
  data?: unknown;
  create?: unknown;
  update?: unknown;
}

interface Operation {
  model: string;
  operation: string;
  field: string;
  workspaceId: string;
}

/** @throws Error, for a mistake in the code that calls. */
function assertScoped(args: Args | undefined, operation: Operation): void {
  const { where, data, create, update } = args ?? {};
  if (operation.operation.startsWith("create")) {
    if (![data].flat().every((row) => isOwn(row, operation))) refuse(operation, "data");
    return;
  }
  if (!names(where, operation)) refuse(operation, "where");
  if ([data, update].some((row) => isMoved(row, operation))) refuse(operation, "data");
  if (create !== undefined && !isOwn(create, operation)) refuse(operation, "create");
}

function refuse({ model, operation, field, workspaceId }: Operation, part: string): never {
  throw new Error(`${model}.${operation}: \`${part}\` must name the workspace (${field}: ${workspaceId}).`);
}

/** Whether a condition holds for rows of the workspace only: by itself, in its AND, or by a key that includes it. */
function names(where: unknown, operation: Operation): boolean {
  if (!isRecord(where)) return false;
  const { field, workspaceId } = operation;
  if (where[field] === workspaceId) return true;
  if ([where["AND"]].flat().some((part) => names(part, operation))) return true;
  const keys = Object.entries(where).filter(([key]) => key.split("_").includes(field));
  return keys.some(([, key]) => isRecord(key) && key[field] === workspaceId);
}

/** Whether a new row is the workspace's. A new workspace is made by no one who is in one. */
function isOwn(row: unknown, { field, workspaceId }: Operation): boolean {
  if (!isRecord(row)) return false;
  if (row[field] === workspaceId) return true;
  const { workspace } = row;
  return isRecord(workspace) && isRecord(workspace["connect"]) && workspace["connect"]["id"] === workspaceId;
}

/** Whether a change would give a row to another workspace. */
function isMoved(row: unknown, { field, workspaceId }: Operation): boolean {
  if (!isRecord(row)) return false;
  return "workspace" in row || (row[field] !== undefined && row[field] !== workspaceId);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
