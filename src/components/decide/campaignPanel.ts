import type {Campaign} from "../../lib/campaign/campaign.js";
import type {CampaignHints, CampaignPlaces} from "../../lib/campaign/columns.js";
import type {CampaignEffects, CampaignResult} from "../../lib/campaign/judgeCampaign.js";
import type {CampaignTable} from "../../lib/campaign/readCampaign.js";
import type {CampaignWords} from "../../lib/campaign/words.js";
import type {FileLike, OpenedFile} from "../shared/openFile.js";
import type {Part} from "../ui/dom.js";
import type {Decision} from "./decision.js";
import {campaignRoles, findColumns} from "../../lib/campaign/columns.js";
import {holdAgainstPlan, readEffects} from "../../lib/campaign/judgeCampaign.js";
import {collectCampaign, countTexts, fillOutcomes, readCampaign} from "../../lib/campaign/readCampaign.js";
import {sayVerdict} from "../../lib/campaign/tell.js";
import {checkWords, findWords} from "../../lib/campaign/words.js";
import {checkHasRows} from "../../lib/rows/bareRow.js";
import {checkColumnNames} from "../../lib/rows/matchColumns.js";
import {check, ChurnbookError, someOf} from "../../lib/check.js";
import {formatCount, formatShare, listWords} from "../../lib/format.js";
import {fileZone} from "../shared/fileZone.js";
import {runInSlices} from "../shared/runInSlices.js";
import {el} from "../ui/dom.js";
import {errorState} from "../ui/notice.js";
import {rowUnit} from "../ui/rowUnit.js";
import {campaignForm} from "./campaignForm.js";
import {resultAgainstPlan, resultByScore, saveResult} from "./campaignResult.js";

const HOW =
  `A file with a row for each of the ${rowUnit.people} on the list: who was contacted by lot and who was left alone, who left, and, if it has them, ` +
  "the score by which the list was drawn and what each is worth. CSV, Parquet or Arrow, up to 200 MB. It is read in this tab, and never uploaded.";

/** Reads what came of a campaign, against the page's assumptions as its plan. @param say to screen readers */
export function campaignPanel(hints: CampaignHints, first: Decision, say: (words: string) => void): Part<Decision> {
  const stage = el("div", {class: "bt-stage", "data-testid": "campaign"});
  const zone = fileZone(HOW, (file) => void take(file));
  let latest = first;
  let running: AbortController | null = null;
  let shown: {showPlan: () => void} | null = null;
  const take = async (file: FileLike): Promise<void> => {
    running?.abort();
    shown = null;
    const {signal} = (running = new AbortController());
    const progress = el("p", {role: "status"}, `Reading ${file.name}`);
    const onProgress = (share: number): void => void (progress.textContent = `Reading ${file.name}: ${formatShare(share, 0)}`);
    stage.replaceChildren(progress);
    try {
      const {openFile} = await import("../shared/openFile.js"); // comes with the first file: most readers need no reader of files
      const opened = await openFile(file, {inputs: [], asker: "campaign", signal, onProgress});
      checkColumnNames(opened.source.columns, {where: `campaign ${file.name}`, added: []});
      await look(opened, findColumns(opened.source.columns, hints), {signal});
    } catch (error) {
      if (!signal.aborted) stage.replaceChildren(failure(error));
    }
  };
  /** Reads the rows by a choice of columns, and shows what they say, or asks for what it lacks. */
  const look = async (
    opened: OpenedFile,
    places: CampaignPlaces,
    {signal, focus}: {signal: AbortSignal; focus?: string}
  ): Promise<void> => {
    const names = namesOf(opened, places);
    const table = fillOutcomes(await runInSlices(readRows(opened, places), {signal}), names.outcome, hints.label);
    const texts = {group: countTexts(table.columns.group), outcome: countTexts(table.columns.outcome)};
    const show = (words: CampaignWords, chosen: string | undefined): void => {
      const form = campaignForm({
        columns: opened.source.columns,
        found: {places, words},
        texts,
        onColumns: (others) => void look(opened, others, {signal, focus: changed(places, others)}),
        onWords: (others) => show(others, changed(words, others))
      });
      shown = showResult(opened, {table, places, words, texts, names}, {form, stage, decision: () => latest, say});
      if (chosen !== undefined) stage.querySelector<HTMLElement>(`[name="campaign-${chosen}"]`)?.focus(); // the form is another one
    };
    const label = hints.label?.column === names.outcome ? hints.label : undefined;
    show(findWords(texts, names, {label}), focus);
  };
  return {
    element: el("section", {class: "dc-campaign", "aria-label": "Read the result"}, zone.element, stage),
    show(decision) {
      latest = decision;
      shown?.showPlan();
    }
  };
}

/** Which of a form's choices changed. */
function changed<T extends object>(before: T, after: T): string | undefined {
  return (Object.keys(after) as (keyof T & string)[]).find((name) => before[name] !== after[name]);
}

function namesOf({source}: OpenedFile, {group, outcome}: CampaignPlaces): {group: string; outcome: string} {
  return {group: source.columns[group] ?? "", outcome: source.columns[outcome] ?? ""};
}

/** Rows between two pauses. */
const BLOCK = 4096;

function* readRows({source}: OpenedFile, places: CampaignPlaces): Generator<number, CampaignTable> {
  const collector = collectCampaign(places, source.types);
  for (let row = 0; row < source.nRows; ++row) {
    if (row % BLOCK === 0) yield row;
    collector.add(source.read(row));
  }
  return collector.done();
}

interface Understood {
  table: CampaignTable;
  places: CampaignPlaces;
  words: CampaignWords;
  texts: {group: ReturnType<typeof countTexts>; outcome: ReturnType<typeof countTexts>};
  names: {group: string; outcome: string};
}

/** Shows the result, or why there is none; the form that says what is what stands under either. */
function showResult(
  opened: OpenedFile,
  understood: Understood,
  {form, stage, decision, say}: {form: HTMLElement; stage: HTMLElement; decision: () => Decision; say: (words: string) => void}
): {showPlan: () => void} | null {
  const {table, words} = understood;
  try {
    checkUnderstood(opened, understood);
    const campaign = readCampaign(table, words);
    const effects = readEffects(campaign, `campaign ${opened.name}`);
    const read = (): {result: CampaignResult; unit: string} => againstPlan(campaign, effects, decision());
    const plan = el("div", {class: "dc-against"});
    const showPlan = (): void => {
      const {result, unit} = read();
      plan.replaceChildren(...resultAgainstPlan(result, {unit, many: rowUnit.many}));
    };
    showPlan();
    const {result} = read();
    stage.replaceChildren(
      el("h3", {}, opened.name),
      plan,
      ...resultByScore(result),
      columnsTaken(opened, understood, form),
      saveResult(opened.name, () => {
        const {result: now, unit} = read();
        return {result: now, units: {unit, many: rowUnit.many}};
      })
    );
    say(`${opened.name} is read. ${sayVerdict(result)}.`);
    return {showPlan};
  } catch (error) {
    stage.replaceChildren(failure(error), form);
    return null;
  }
}

function checkUnderstood({name, source}: OpenedFile, {table, places, words, texts, names}: Understood): void {
  const where = `campaign ${name}`;
  checkHasRows(where, source.nRows - table.nFaulty);
  for (const [role, what] of [
    ["group", "who was contacted and who was left alone"],
    ["outcome", "who left"]
  ] as const)
    check(places[role] >= 0, {
      where,
      rule: `a column must say ${what}`,
      got: someOf(source.columns, 20),
      remedy: "Choose it below."
    });
  checkWords(words, {
    where,
    texts,
    names,
    remedies: {group: "Choose below which text is which.", outcome: "Choose below which text is which."}
  });
}

/** The page's assumptions are the plan. */
function againstPlan(
  campaign: Campaign,
  effects: CampaignEffects,
  {assumptions, choice}: Decision
): {result: CampaignResult; unit: string} {
  return {result: holdAgainstPlan(campaign, effects, {...assumptions, power: choice.power / 100}), unit: choice.unit};
}

/** What was taken for what, and the form to mend it. */
function columnsTaken({source}: OpenedFile, {places, words, table}: Understood, form: HTMLElement): HTMLElement {
  const column = (place: number): string => `“${source.columns[place]}”`;
  const word = (text: string | null): string => (text === null ? "nothing" : `“${text}”`);
  const told = campaignRoles.flatMap((role) => {
    if (places[role] < 0) return [];
    if (role === "group")
      return [`the groups from ${column(places.group)} (contacted: ${word(words.contacted)}, left alone: ${word(words.alone)})`];
    if (role === "outcome") return [`who left from ${column(places.outcome)} (left: ${word(words.left)}, stayed: ${word(words.stayed)})`];
    return [`${role === "customer" ? "who it is" : `the ${role}`} from ${column(places[role])}`];
  });
  const n = formatCount(table.columns.group?.length ?? 0);
  return el(
    "details",
    {class: "dc-taken"},
    el("summary", {}, "What the columns say"),
    el("p", {}, `Of ${n} rows were read ${listWords(told)}.`),
    form
  );
}

function failure(error: unknown): HTMLElement {
  const message = error instanceof Error ? error.message : String(error);
  const title = "This result cannot be read";
  if (error instanceof ChurnbookError) return errorState(title, message);
  return errorState(
    title,
    `This browser could not read it (${message}). On a computer with this project, npx churnbook campaign takes any file.`
  );
}
