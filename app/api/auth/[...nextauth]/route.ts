import NextAuth from "next-auth";
import { authOptions } from "@/lib/platform/auth/session";

type Segment = { params: Promise<{ nextauth: string[] }> };

const handler = (request: Request, segment: Segment): Promise<Response> =>
  NextAuth(authOptions())(request, segment) as Promise<Response>;

export { handler as GET, handler as POST };
