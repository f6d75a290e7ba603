import type {GroupColumns, ScoreGroup, ScoreGroupsBook, ScoreGroupsFile} from "../book/scores.js";

/** As `score-groups.json` holds them. */
export function packGroups({models, ...rest}: ScoreGroupsBook): ScoreGroupsFile {
  return {
    ...rest,
    models: models.map(({outOfFold, test, ...about}) => ({...about, outOfFold: outOfFold && packed(outOfFold), test: test && packed(test)}))
  };
}

/** What {@link packGroups} has packed, as it was. @param file of a book, or of a site of an earlier edition, which had groups one by one */
export function openGroups({models, ...rest}: ScoreGroupsFile): ScoreGroupsBook {
  return {...rest, models: models.map(({outOfFold, test, ...about}) => ({...about, outOfFold: opened(outOfFold), test: opened(test)}))};
}

function packed(groups: readonly ScoreGroup[]): GroupColumns {
  const [n, churned, from, mean] = (["n", "churned", "from", "mean"] as const).map((field) => groups.map((group) => group[field]));
  const design = groups.map((group) => group.design ?? null);
  return {n, churned, from, mean, ...(design.every((d) => d === null) ? {} : {design})};
}

function opened(groups: GroupColumns | ScoreGroup[] | null): ScoreGroup[] | null {
  if (groups === null || Array.isArray(groups)) return groups;
  const {n, churned, from, mean, design} = groups;
  return n.map((own, i) => {
    const ofLine = design?.[i];
    return {n: own, churned: churned[i], from: from[i], mean: mean[i], ...(ofLine ? {design: ofLine} : {})};
  });
}
