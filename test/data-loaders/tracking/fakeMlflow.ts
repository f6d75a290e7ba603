import {createServer} from "node:http";
import type {IncomingMessage, ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";

/** How a server misbehaves; what is left out is well. */
export interface Misbehaviour {
  /** answers to creations that are lost, though the thing is made */
  lostAnswers?: number;
  /** where it keeps artefacts; "mlflow-artifacts:" takes files, all else does not */
  store?: string;
  /** answers all with this page */
  page?: string;
  /** the path at whose beginning it answers with the page alone; empty: everywhere */
  pageAt?: string;
  /** sends on to this address */
  movedTo?: string;
}

interface FakeRun {
  info: {run_id: string; status: string; artifact_uri: string};
  data: {tags: {key: string; value: string}[]};
}

/** As much of MLflow 2 as the delivery asks, in memory, on the loopback address. */
export interface FakeMlflow {
  uri: string;
  runs: FakeRun[];
  versions: {version: string; source: string}[];
  aliases: Record<string, string>;
  /** may be changed while it runs */
  how: Misbehaviour;
  close(): void;
}

type Json = Record<string, unknown>;

export async function startFakeMlflow(how: Misbehaviour = {}): Promise<FakeMlflow> {
  const state = {
    runs: [] as FakeRun[],
    versions: [] as {version: string; source: string; tags: unknown}[],
    aliases: {} as Record<string, string>,
    registered: false,
    how
  };
  let lost = 0;
  const isLost = (): boolean => lost < (state.how.lostAnswers ?? 0) && ++lost > 0;
  const absent = {status: 404, body: {error_code: "RESOURCE_DOES_NOT_EXIST"}};
  const calls: Record<string, (body: Json, query: URLSearchParams) => Json | typeof absent> = {
    "GET /experiments/get-by-name": () => ({experiment: {experiment_id: "1", lifecycle_stage: "active"}}),
    "POST /runs/search": () => ({runs: state.runs}),
    "POST /runs/create": ({tags}) => {
      const run_id = `r${state.runs.length}`;
      const run: FakeRun = {
        info: {run_id, status: "RUNNING", artifact_uri: `${state.how.store ?? "mlflow-artifacts:"}/1/${run_id}/artifacts`},
        data: {tags: [...(tags as FakeRun["data"]["tags"])]}
      };
      state.runs.push(run);
      return {run};
    },
    "POST /runs/delete": ({run_id}) => {
      state.runs.splice(
        state.runs.findIndex(({info}) => info.run_id === run_id),
        1
      );
      return {};
    },
    "POST /runs/log-batch": ({run_id, tags}) => {
      const {data} = state.runs.find(({info}) => info.run_id === run_id)!;
      for (const tag of tags as FakeRun["data"]["tags"]) data.tags = [...data.tags.filter(({key}) => key !== tag.key), tag];
      return {};
    },
    "POST /runs/update": ({run_id, status}) => {
      state.runs.find(({info}) => info.run_id === run_id)!.info.status = String(status);
      return {};
    },
    "GET /registered-models/get": () => (state.registered ? {} : absent),
    "POST /registered-models/create": () => {
      state.registered = true;
      return {};
    },
    "GET /model-versions/search": () => ({model_versions: state.versions}),
    "POST /model-versions/create": ({source, tags}) => {
      const version = {version: String(state.versions.length + 1), source: String(source), tags};
      state.versions.push(version);
      return {model_version: version};
    },
    "GET /registered-models/alias": (_body, query) => {
      const version = state.aliases[query.get("alias")!];
      return version ? {model_version: {version}} : absent;
    },
    "POST /registered-models/alias": ({alias, version}) => {
      state.aliases[String(alias)] = String(version);
      return {};
    }
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url!, "http://fake");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (state.how.movedTo) return void response.writeHead(301, {Location: state.how.movedTo + request.url}).end();
    if (state.how.page && url.pathname.replace("/api/2.0/mlflow", "").startsWith(state.how.pageAt ?? ""))
      return void response.writeHead(200, {"Content-Type": "text/html"}).end(state.how.page);
    if (url.pathname === "/version") return void response.end("2.17.0");
    if (url.pathname.startsWith("/api/2.0/mlflow-artifacts/")) return void response.end("{}");
    const name = `${request.method} ${url.pathname.replace("/api/2.0/mlflow", "")}`;
    const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Json) : {};
    const said = calls[name]?.(body, url.searchParams) ?? absent;
    if (name.endsWith("/create") && isLost()) return void request.socket.destroy();
    const {status, body: json} = said === absent ? absent : {status: 200, body: said};
    response.writeHead(status, {"Content-Type": "application/json"}).end(JSON.stringify(json));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(state, {
    uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    }
  });
}
