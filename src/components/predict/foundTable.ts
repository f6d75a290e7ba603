import type {PredictBook, PredictInput, UserSample} from "../../lib/book/predict.js";
import type {SampleScores, UserQuery} from "../../lib/whatif/findUsers.js";
import {formatInHundred, formatSigned} from "../../lib/format.js";
import {describeValue} from "../../lib/whatif/values.js";
import {dataTable} from "../ui/dataTable.js";
import {quietButton} from "../ui/buttons.js";
import {getNamed} from "../../lib/named.js";
import {lowerFirst} from "../../lib/format.js";
import {rowUnit} from "../ui/rowUnit.js";

type FoundRow = Record<string, number | string>;

/** So many inputs are shown where no condition says which ones matter. */
const INPUTS = 3;

export interface FoundTableOptions {
  query: UserQuery;
  scores: SampleScores;
  /** titles of the model that is chosen and of the one beside it */
  titles: {own: string; beside: string | null};
  /** opens the n-th of the users shown */
  open: (n: number) => void;
}

/** Some users that fit, with what was asked about them. @param shown indices into the sample */
export function foundTable(
  book: PredictBook,
  users: UserSample,
  shown: readonly number[],
  {query, scores, titles, open}: FoundTableOptions
): HTMLElement {
  const {known} = users;
  const {own, beside} = scores;
  const asked = query.conditions.map((d) => d.input);
  const inputs = asked.length > 0 ? book.inputs.filter((d) => asked.includes(d.name)) : book.inputs.slice(0, INPUTS);
  const rows = shown.map((i, n): FoundRow => ({
    open: n,
    own: own[i],
    beside: beside?.[i] ?? 0,
    gap: beside ? (beside[i] - own[i]) * 100 : 0,
    happened: known ? (known.churned[i] ? "churned" : "retained") : "",
    ...Object.fromEntries(inputs.map((input) => [keyOf(input), describeValue(input, getNamed(users.columns, input.name)[i])]))
  }));
  const many = `${users.synthetic ? "synthetic " : ""}${rowUnit.many}`;
  return dataTable<FoundRow>({
    columns: [
      {key: "own", title: `Score by ${lowerFirst(titles.own)}`, format: (p) => formatInHundred(Number(p))},
      ...(beside && titles.beside
        ? [
            {key: "beside", title: `by ${lowerFirst(titles.beside)}`, format: (p: number | string) => formatInHundred(Number(p))},
            {key: "gap", title: "Difference", unit: "points", format: (points: number | string) => formatSigned(Number(points), 1)}
          ]
        : []),
      ...inputs.map((input) => ({key: keyOf(input), title: input.title, align: "right" as const})),
      ...(known ? [{key: "happened", title: "What happened"}] : []),
      {
        key: "open",
        title: "Inputs",
        align: "right",
        format: (n, {own: p}) =>
          quietButton("Set the inputs so", () => open(Number(n)), {
            label: `Set the inputs so: number ${Number(n) + 1} of these, ${formatInHundred(Number(p))}`
          })
      }
    ],
    rows,
    sortable: false,
    caption: `${many} that fit, ${beside ? "the largest disagreement" : "the highest score"} first`,
    hideCaption: true,
    empty: `No ${many} fit.`
  });
}

/** No input's name can stand for another column. */
function keyOf({name}: PredictInput): string {
  return `input ${name}`;
}
