import type {ModelsBook} from "../../lib/book/models.js";
import type {Drawn, World} from "./worlds.js";
import {mean} from "d3";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {check} from "../../lib/check.js";
import {forkRandom} from "../../lib/random.js";
import {logCost} from "../../lib/metrics/probabilityLosses.js";
import {readModel} from "../../lib/model/readModel.js";
import {createScorer} from "../../lib/model/scorer.js";
import {openBook} from "../../data-loaders/flow/book.js";
import {modelPath} from "../../data-loaders/tasks/outputs.js";
import {askPython, columnsOf, readPeerRows, tryChurnbook, withScratch} from "../support/flowRun.js";
import {worlds} from "./worlds.js";

/** Fresh customers that a model's expected loss is taken over. */
const N_FRESH = 20_000;
/** Most by which the Champion may lie behind the best of the peers. */
const MOST_BEHIND = 0.002;

/** The expected log loss of other people's models over fresh customers. */
interface PeerLosses {
  logistic: number;
  spline: number;
  boosting: number;
  ebm?: number;
}

/** What the tool made of one table of a world. */
export type MeasuredTable =
  | {/** it would not build a book, and said why */ state: "stopped"; said: string}
  | {
      state: "built";
      /** null: nobody was, and the base rate stands in */
      crowned: string | null;
      /** over fresh customers, of what ships; of the true chances, and of the train rows' base rate */
      losses: {ours: number; truth: number; base: number};
      /** null where there is nothing to find */
      peers: PeerLosses | null;
    };

export interface MeasuredWorld {
  world: World;
  tables: MeasuredTable[];
}

/** Builds a book of every table of every world by `churnbook flow` alone, and asks peers about the same rows. @param chosen names; none: all */
export async function measureWorlds(say: (text: string) => void, chosen: readonly string[] = []): Promise<MeasuredWorld[]> {
  const measured: MeasuredWorld[] = [];
  for (const world of worlds.filter(({name}) => chosen.length === 0 || chosen.includes(name))) {
    const tables: MeasuredTable[] = [];
    for (let seed = 1; seed <= world.nTables; ++seed) {
      say(`worlds: ${world.name}, table ${seed} of ${world.nTables}`);
      tables.push(await measureTable(world, seed));
    }
    measured.push({world, tables});
  }
  return measured;
}

function measureTable(world: World, seed: number): Promise<MeasuredTable> {
  return withScratch(async (scratch) => {
    const [file, home] = [join(scratch, "customers.csv"), join(scratch, "home")];
    writeFileSync(file, toCsv(world.draw(world.nRows, forkRandom("worlds", world.name, seed), seed)));
    const said = tryChurnbook("flow", file, "--yes", "--home", home);
    if (said !== null) return {state: "stopped", said};
    const book = await openBook(home);
    const {champion, gates} = await book.readJson<ModelsBook>("models.json");
    const model = readModel(await book.readJson(modelPath(champion)));
    const fresh = world.draw(N_FRESH, forkRandom("worlds", world.name, seed, "fresh"), seed);
    const rows = readPeerRows(home);
    const expect = (scores: Float64Array): number =>
      mean(scores, (q, i) => fresh.chances[i] * logCost(1, q) + (1 - fresh.chances[i]) * logCost(0, q)) as number;
    return {
      state: "built",
      crowned: gates[champion].every(({passed}) => passed) ? champion : null,
      losses: {
        ours: expect(createScorer(model, {unknownLevel: "missing"}).scoreTable(fresh.table)),
        truth: expect(fresh.chances),
        base: expect(new Float64Array(N_FRESH).fill(mean(rows.y) as number))
      },
      peers: world.hasSignal
        ? await askPython<PeerLosses>("worldPeers.py", {...rows, fresh: columnsOf(fresh.table), chances: Array.from(fresh.chances)})
        : null
    };
  });
}

/** The file as people would have it. */
function toCsv({table, y, customers}: Drawn): string {
  const header = [...(customers ? ["customer_id"] : []), ...table.columns.map((d) => d.name), "churned"];
  const rows = Array.from(y, (label, row) => [
    ...(customers ? [customers[row]] : []),
    ...table.columns.map((column) => (column.kind === "number" ? printNumber(column.values[row]) : column.levels[column.codes[row]])),
    label === 1 ? "yes" : "no"
  ]);
  return [header, ...rows].map((cells) => cells.join(",")).join("\n") + "\n";
}

/** The four decimals that were drawn. */
function printNumber(x: number): string {
  return String(Number(x.toFixed(4)));
}

/** The findings as tables for readers; `ok` if nothing is crowned where nothing is to find, and the Champion keeps up elsewhere. */
export function describeWorlds(measured: readonly MeasuredWorld[]): {text: string; ok: boolean} {
  const [signal, noise] = [measured.filter(({world}) => world.hasSignal), measured.filter(({world}) => !world.hasSignal)];
  const told = [...noise.map(describeNoise), ...signal.map(describeSignal)];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const text = [
    ...[line(["world", "truth", "tables", "crowned", "stopped before fitting"]), "| --- | --- | --: | --: | --: |"],
    ...told.slice(0, noise.length).map(({cells}) => line(cells)),
    "",
    line([
      "world",
      "truth",
      "crowned",
      "true chances",
      "Champion",
      "logistic",
      "splines",
      "HistGradientBoosting",
      "EBM",
      "base rate",
      "behind the best"
    ]),
    "| --- | --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |",
    ...told.slice(noise.length).map(({cells}) => line(cells))
  ];
  return {text: text.join("\n"), ok: told.every(({ok}) => ok)};
}

interface Told {
  cells: string[];
  ok: boolean;
}

function describeNoise({world, tables}: MeasuredWorld): Told {
  const crowned = tables.filter((d) => d.state === "built" && d.crowned !== null).length;
  const stopped = tables.filter((d) => d.state === "stopped").length;
  return {cells: [world.name, world.truth, ...[tables.length, crowned, stopped].map(String)], ok: crowned === 0};
}

function describeSignal({world, tables}: MeasuredWorld): Told {
  const built = tables.filter((d) => d.state === "built");
  check(built.length === tables.length, {
    where: world.name,
    rule: "every table must make a book",
    got: `${built.length} of ${tables.length}`
  });
  const meanOf = (pick: (d: (typeof built)[number]) => number | undefined): number => mean(built, (d) => pick(d) ?? NaN) as number;
  const peers = [
    meanOf((d) => d.peers?.logistic),
    meanOf((d) => d.peers?.spline),
    meanOf((d) => d.peers?.boosting),
    meanOf((d) => d.peers?.ebm)
  ];
  const ours = meanOf((d) => d.losses.ours);
  const behind = ours - Math.min(...peers.filter(Number.isFinite));
  const show = (loss: number): string => (Number.isFinite(loss) ? loss.toFixed(4) : "not installed");
  const losses = [meanOf((d) => d.losses.truth), ours, ...peers, meanOf((d) => d.losses.base), behind].map(show);
  const crowned = built.map((d) => d.crowned ?? "nobody").join(", ");
  return {cells: [world.name, world.truth, crowned, ...losses], ok: behind <= MOST_BEHIND};
}
