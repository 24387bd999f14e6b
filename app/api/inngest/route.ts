import { serveFunctions } from "@/inngest/serve-functions";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return serveFunctions(request);
}

export function POST(request: Request): Promise<Response> {
  return serveFunctions(request);
}

export function PUT(request: Request): Promise<Response> {
  return serveFunctions(request);
}
