import { readFileSync } from "node:fs"; import { Client } from "pg"; import os from "node:os";
import { figuresStatement, openedStatement, openStatement, pipelinesStatement, PIPELINES } from "@/lib/stats/figures-sql"; import { partsOf } from "@/lib/stats/period"; import { chooseBucket } from "@/lib/stats/buckets"; import { sumFigures } from "@/lib/stats/sum-figures";
const u = new URL(readFileSync("/tmp/pgm-url.txt","utf8").trim()); u.pathname="/mil_dev"; const d = new Client({connectionString: u.href}); await d.connect();
os.setPriority((await d.query("select pg_backend_pid() p")).rows[0].p, -15); os.setPriority(-15);
const ws="01bench0000000000000000ws1"; const now=new Date(); const day=86400000;
const time = async (n: string, s: {text: string, values: unknown[]}, explain=false) => { const t: number[]=[]; let r: any; for (let i=0;i<9;i++){ const a=performance.now(); r=await d.query(s); t.push(performance.now()-a);} t.sort((a,b)=>a-b); console.log(n, t[0]!.toFixed(1), t[4]!.toFixed(1), t[8]!.toFixed(1), "rows", r.rows.length); if (explain) console.log((await d.query("explain (analyze, buffers, costs off) "+s.text, s.values)).rows.map((x: any)=>x["QUERY PLAN"]).join("\n")); return r.rows; };
const p = (await d.query("select id from pipelines where workspace_id=$1 and name='orders_load_hourly'",[ws])).rows.map((r: any)=>r.id);
for (const [name, days, ids] of [["30d",30,null],["365d",365,null],["2d",2,null],["1y big pipeline",365,p]] as const) {
  const since=new Date(now.getTime()-days*day); const scope={workspaceId: ws, pipelineIds: ids as any}; const bucket=chooseBucket(since, now); const parts=partsOf({from: since,to: now}, bucket);
  const rows = await time(name+" figures", figuresStatement(scope, parts, bucket), process.argv[2]===name);
  const a=performance.now(); for (let i=0;i<5;i++) sumFigures(rows); console.log("  sum", ((performance.now()-a)/5).toFixed(1));
  await time(name+" previous", openedStatement(scope, partsOf({from: new Date(since.getTime()-days*day), to: since}, "day")));
  await time(name+" open", openStatement(scope, now));
  await time(name+" pipelines", pipelinesStatement(scope, parts), process.argv[2]===name);
}
await time("pipelines", {text: PIPELINES, values: [ws, now, new Date(now.getTime()-29*day).toISOString().slice(0,10)]}, process.argv[2]==="pipelines");
process.exit(0);
