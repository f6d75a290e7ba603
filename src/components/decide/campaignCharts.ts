import type {ScoreBand} from "../../lib/campaign/byScore.js";
import type {CampaignEffects} from "../../lib/campaign/judgeCampaign.js";
import type {Qini, QiniPoint} from "../../lib/campaign/qini.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import type {At} from "../ui/chartTable.js";
import {sayQini, sayScores} from "../../lib/campaign/tell.js";
import {formatCount, formatFixed, formatShare, formatValue, tickDigits} from "../../lib/format.js";
import {sideAmong} from "../../lib/statistics/intervals.js";
import {chartFigure} from "../ui/chartFigure.js";
import {rowUnit} from "../ui/rowUnit.js";
import {xyChart} from "./xyChart.js";

const HEIGHT = 340;
const points = (value: number): string => formatFixed(value * 100, 1);

interface BandRow extends ScoreBand {
  scores: string;
  kept: number;
  low: number;
  high: number;
}

/** What contact did, by the score. @param bands at least two, from the highest down */
export function bandsChart(bands: readonly ScoreBand[]): ChartFigure {
  const rows = bands.map((band): BandRow => ({
    ...band,
    scores: sayScores(band),
    kept: band.effect.estimate,
    low: band.effect.low,
    high: band.effect.high
  }));
  const [least, most] = [bands[bands.length - 1].from, bands[0].to];
  const isChance = least >= 0 && most <= 1;
  return chartFigure<BandRow>({
    title: claimBands(rows),
    subtitle:
      `Percentage points by which fewer of the contacted left than of those left alone, in ${bands.length} groups of like score ` +
      "and about as many; 95% intervals pale",
    describe: "Each step is a group of like score: above the line of nothing contact kept people, below it more of the contacted left.",
    height: HEIGHT,
    chart: (width) => drawBands(rows, width, {from: least, to: most, format: isChance ? (value) => formatFixed(value, 1) : formatValue}),
    table: {
      rows,
      columns: [
        {key: "scores", title: "Scores", sortable: false},
        {key: "nContacted", title: "Contacted", format: formatCount},
        {key: "nAlone", title: "Left alone", format: formatCount},
        {key: "kept", title: "Fewer left", unit: "points", format: points},
        {key: "low", title: "95% from", format: points},
        {key: "high", title: "95% to", format: points}
      ],
      at: {x: (d) => (d.from + d.to) / 2, y: (d) => d.kept, nearest: "x"} satisfies At<BandRow>
    },
    fileName: "campaign-by-score",
    isOwn: true
  });
}

function claimBands(rows: readonly BandRow[]): string {
  const sideOfRow = ({kept: estimate, low, high}: BandRow): number => sideAmong({estimate, low, high}, {nLooked: rows.length});
  const [kept, harmed] = [1, -1].map((side) => rows.filter((d) => sideOfRow(d) === side));
  const some = (found: readonly BandRow[]): string =>
    `${formatCount(found.length)} of ${formatCount(rows.length)} groups of like score, ` +
    `between ${sayScores({from: found[found.length - 1].from, to: found[0].to})}`;
  if (kept.length === 0 && harmed.length === 0) return "In no group of like score is the effect clear by itself";
  if (kept.length === 0) return `Contact clearly did harm in ${some(harmed)}`;
  return `Contact clearly kept people in ${some(kept)}${harmed.length > 0 ? `, and did harm in ${formatCount(harmed.length)}` : ""}`;
}

function drawBands(rows: readonly BandRow[], width: number, x: {from: number; to: number; format: (value: number) => string}): Node {
  const low = rows.reduce((least, d) => Math.min(least, d.low), 0);
  const high = rows.reduce((most, d) => Math.max(most, d.high), 0);
  return xyChart({
    width,
    height: HEIGHT,
    x: {...x, title: "score"},
    y: {from: low, to: high, title: "fewer left, percentage points", format: (value) => formatFixed(value * 100, tickDigits(value * 100))},
    bands: rows.map((d) => ({
      points: [
        [d.from, d.low, d.high],
        [d.to, d.low, d.high]
      ],
      color: "var(--champion)"
    })),
    lines: [
      {
        points: [
          [x.from, 0],
          [x.to, 0]
        ],
        color: "var(--baseline)",
        dashed: true,
        width: 1.5
      },
      ...rows.map((d) => ({
        points: [
          [d.from, d.kept],
          [d.to, d.kept]
        ] as const,
        color: "var(--champion)",
        width: 3
      }))
    ]
  });
}

type KnownPoint = QiniPoint & {low: number; high: number; byLot: number};

/** People kept, by how far down the scores the campaign had gone. */
export function qiniChart(effects: CampaignEffects & {qini: Qini}): ChartFigure {
  const {qini} = effects;
  const rows = qini.points.flatMap(({low, high, ...point}): KnownPoint[] =>
    low === null || high === null ? [] : [{...point, low, high, byLot: point.share * qini.kept}]
  );
  return chartFigure<KnownPoint>({
    title: sayQini(effects).replace(/\.$/, ""),
    subtitle: `Qini curve: people kept among the contacted, by share of ${rowUnit.many} from the highest score down; 95% interval pale`,
    describe: "Where the curve rises, contact kept people of these scores; where it is flat or falls it kept nobody.",
    height: HEIGHT,
    chart: (width) => drawQini(rows, qini, width),
    table: {
      rows: rows.filter((_, i) => i % 5 === 4 || i === rows.length - 1),
      columns: [
        {key: "share", title: "From the top", format: (value) => formatShare(value, 0)},
        {key: "line", title: "Down to the score", format: (value) => formatFixed(value)},
        {key: "kept", title: "People kept", format: (value) => formatFixed(value, 1)},
        {key: "low", title: "95% from", format: (value) => formatFixed(value, 1)},
        {key: "high", title: "95% to", format: (value) => formatFixed(value, 1)},
        {key: "byLot", title: "By lot", format: (value) => formatFixed(value, 1)}
      ],
      at: {x: (d) => d.share, y: (d) => d.kept, nearest: "x"} satisfies At<KnownPoint>
    },
    fileName: "campaign-qini",
    isOwn: true
  });
}

function drawQini(rows: readonly KnownPoint[], {kept}: Qini, width: number): Node {
  const low = rows.reduce((least, d) => Math.min(least, d.low), 0);
  const high = rows.reduce((most, d) => Math.max(most, d.high), 0);
  return xyChart({
    width,
    height: HEIGHT,
    x: {from: 0, to: 1, title: `${rowUnit.many}, highest score first`, format: (value) => formatShare(value, 0)},
    y: {from: low, to: high, title: "people kept", format: formatCount},
    bands: [{points: rows.map((d) => [d.share, d.low, d.high]), color: "var(--champion)"}],
    lines: [
      {
        points: [
          [0, 0],
          [1, kept]
        ],
        color: "var(--baseline)",
        dashed: true,
        label: {text: "by lot", at: 1, dx: -6, dy: 18, anchor: "end"}
      },
      {points: [[0, 0], ...rows.map((d) => [d.share, d.kept] as const)], color: "var(--champion)", width: 2.5}
    ]
  });
}
