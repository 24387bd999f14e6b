interface Example {
  title: string;
  text: string;
}

/** curl commands to paste; `url` is the product's own origin. */
export function curlExamples(url: string): Example[] {
  const auth = `-H "Authorization: Bearer $PD_TOKEN"`;
  const json = `-H 'Content-Type: application/json'`;
  const lines = (...parts: string[]) => parts.join(" \\\n  ");
  return [
    {
      title: "List open incidents",
      text: lines(`curl -sS '${url}/api/incidents?status=open&limit=10'`, auth),
    },
    {
      title: "Acknowledge incident 142",
      text: lines(
        `curl -sS -X PATCH '${url}/api/incidents/142'`,
        auth,
        json,
        `-d '{"status":"acknowledged","comment":"looking"}'`,
      ),
    },
    {
      title: "Analyze again, then follow the workflow",
      text: `${lines(`curl -sS -X POST '${url}/api/incidents/142/analyze'`, auth)}\n${lines(`curl -sS '${url}/api/workflows/WORKFLOW_ID'`, auth)}`,
    },
  ];
}
