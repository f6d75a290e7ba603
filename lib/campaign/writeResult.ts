import type {CampaignResult} from "./judgeCampaign.js";
import type {CampaignUnits} from "./tell.js";
import {escapeMarkdown, formatCount, formatFixed, formatMarkdownTable, formatRange} from "../format.js";
import {listResult, sayCounts, sayLot, sayMoney, sayPersuadability, sayPower, sayQini, sayScores, sayVerdict} from "./tell.js";

const FORMAT = "churnbook campaign 1";

/** As plain JSON: rates and effects as shares, not in percent; money in the plan's unit. */
export function resultJson(file: string, result: CampaignResult, {unit}: Pick<CampaignUnits, "unit">): object {
  return {format: FORMAT, file, unit, ...result, told: sayVerdict(result)};
}

/** As Markdown, which is text to read too. */
export function resultMarkdown(file: string, result: CampaignResult, units: CampaignUnits): string {
  const {counts} = result;
  const told = [`${formatCount(counts.nRows)} rows.`, ...sayCounts(counts)].join(" ");
  return (
    [
      `# Campaign: ${escapeMarkdown(file)}`,
      `**${sayVerdict(result)}.**`,
      sayPower(result),
      formatMarkdownTable(
        ["", "planned", "came", "95% interval"],
        listResult(result, units).map(({what, planned, came, interval}) => [what, planned, came, interval])
      ),
      sayMoney(result, units).join(" "),
      ...sayByScore(result),
      "## What was counted",
      told,
      sayLot(result).join(" ")
    ]
      .filter((d) => d !== "")
      .join("\n\n") + "\n"
  );
}

function sayByScore(result: CampaignResult): string[] {
  const {bands} = result;
  const points = (value: number): string => formatFixed(value * 100, 1);
  return [
    "## Whom it kept",
    sayPersuadability(result),
    sayQini(result),
    bands.length === 0
      ? ""
      : formatMarkdownTable(
          ["score", "contacted", "left alone", "fewer left, points", "95% interval"],
          bands.map(({from, to, nContacted, nAlone, effect}) => [
            sayScores({from, to}),
            formatCount(nContacted),
            formatCount(nAlone),
            points(effect.estimate),
            formatRange(effect, points)
          ])
        )
  ];
}

/** The same for a terminal: no marks of Markdown, columns in line. */
export function resultText(file: string, result: CampaignResult, units: CampaignUnits): string {
  return alignTables(resultMarkdown(file, result, units))
    .replaceAll("**", "")
    .replace(/^#+ /gm, "")
    .replace(/\\([\\`*_[\]<>|#])/g, "$1");
}

function alignTables(markdown: string): string {
  return markdown.replace(/(?:^\|.*\|$\n?)+/gm, (block) => {
    const rows = block
      .trimEnd()
      .split("\n")
      .map((row) => row.slice(2, -2).split(" | "));
    const widths = rows[0].map((_, j) => rows.reduce((most, row) => Math.max(most, row[j].length), 0));
    const print = (row: string[]): string => row.map((cell, j) => (j === 0 ? cell.padEnd(widths[j]) : cell.padStart(widths[j]))).join("  ");
    return `${rows
      .filter((_, i) => i !== 1)
      .map(print)
      .join("\n")}\n`;
  });
}
