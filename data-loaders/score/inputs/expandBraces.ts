/**
 * The patterns that a pattern with `{a,b}` stands for, as a shell has it; DuckDB's patterns know no braces.
 *
 * @example expandBraces("{may,june}/*.csv") // ["may/*.csv", "june/*.csv"]
 */
export function expandBraces(pattern: string): string[] {
  const group = /\{([^{}]*,[^{}]*)\}/.exec(pattern); // an innermost one
  if (!group) return [pattern];
  const before = pattern.slice(0, group.index);
  const after = pattern.slice(group.index + group[0].length);
  return group[1].split(",").flatMap((choice) => expandBraces(before + choice + after));
}
