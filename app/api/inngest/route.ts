import { serve } from "inngest/next";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions/list";

export const dynamic = "force-dynamic";

/** Closed to strangers in every mode: requests are signed, by the server or by the embedded runner. */
export const { GET, POST, PUT } = serve({ client: inngest, functions });
