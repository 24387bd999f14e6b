import { readFile } from "node:fs/promises";
import path from "node:path";
import { airflowPackage, PACKAGE_FILE, PACKAGE_MODULES } from "@/lib/intake/sources/airflow/package";
import { AppError } from "@/lib/platform/errors";
import { errorResponse } from "@/lib/platform/http/error-response";

/** The Airflow plugin for `pip install <address>`. Public: it holds no address and no secret. */
export async function GET(
  _request: Request,
  segment: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await segment.params;
  if (file !== PACKAGE_FILE) return errorResponse(new AppError("NOT_FOUND", "There is no such client."));
  const folder = path.join(process.cwd(), "clients", "airflow");
  const modules = await Promise.all(
    PACKAGE_MODULES.map(async (name) => [name, await readFile(path.join(folder, name), "utf8")] as const),
  );
  return new Response(airflowPackage(new Map(modules)), {
    headers: { "content-type": "application/octet-stream", "cache-control": "no-cache" },
  });
}
