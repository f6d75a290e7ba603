import type {CampaignResult} from "../../lib/campaign/judgeCampaign.js";
import type {CampaignUnits, ResultLine} from "../../lib/campaign/tell.js";
import {listResult, sayCounts, sayLot, sayMoney, sayPersuadability, sayPower, sayVerdict} from "../../lib/campaign/tell.js";
import {resultJson, resultMarkdown} from "../../lib/campaign/writeResult.js";
import {formatCount} from "../../lib/format.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {download} from "../ui/download.js";
import {nameFile} from "../ui/rowUnit.js";
import {bandsChart, qiniChart} from "./campaignCharts.js";

const tones: Record<CampaignResult["verdict"], string> = {kept: "good", harmed: "error", "none seen": "", "too few": ""};

/** What a campaign's result says that hangs on the plan: drawn anew when an assumption moves. */
export function resultAgainstPlan(result: CampaignResult, units: CampaignUnits): HTMLElement[] {
  return [
    el("p", {class: `bt-verdict ${tones[result.verdict]}`.trim(), "data-testid": "campaign-verdict"}, `${sayVerdict(result)}.`),
    el("p", {"data-testid": "campaign-power"}, sayPower(result)),
    dataTable<ResultLine>({
      caption: "What came, beside what was planned",
      hideCaption: true,
      sortable: false,
      rows: listResult(result, units),
      columns: [
        {key: "what", title: "Measure"},
        {key: "planned", title: "Planned", align: "right", format: (text) => text || "–"},
        {key: "came", title: "Came", align: "right"},
        {key: "interval", title: "95% interval", align: "right"}
      ]
    }),
    el("p", {"data-testid": "campaign-money"}, sayMoney(result, units).join(" "))
  ];
}

/** What it says of whom contact kept, whatever was planned. */
export function resultByScore(result: CampaignResult): HTMLElement[] {
  const {bands, qini, counts} = result;
  const charts = [bands.length > 0 ? bandsChart(bands) : null, qini && bands.length > 0 ? qiniChart({...result, qini}) : null];
  return [
    el("h3", {}, "Whom contact kept"),
    el("p", {class: "dc-bold", "data-testid": "persuadability"}, sayPersuadability(result)),
    el("div", {class: "dc-two"}, charts),
    el("h3", {}, "What was counted"),
    el("p", {"data-testid": "campaign-counts"}, [`${formatCount(counts.nRows)} rows.`, ...sayCounts(counts)].join(" ")),
    el("p", {"data-testid": "campaign-lot"}, sayLot(result).join(" "))
  ];
}

/** The result as files, made as the button is pressed. */
export function saveResult(file: string, read: () => {result: CampaignResult; units: CampaignUnits}): HTMLElement {
  const save = (text: string, type: string, ending: string): void => download(new Blob([text], {type}), nameFile(`campaign.${ending}`));
  const [markdown, json] = ["Save as Markdown", "Save as JSON"].map((text) => el("button", {type: "button", class: "quiet"}, text));
  markdown.addEventListener("click", () => {
    const {result, units} = read();
    save(resultMarkdown(file, result, units), "text/markdown", "md");
  });
  json.addEventListener("click", () => {
    const {result, units} = read();
    save(`${JSON.stringify(resultJson(file, result, units), null, 2)}\n`, "application/json", "json");
  });
  return el("p", {class: "no-print"}, markdown, " ", json);
}
