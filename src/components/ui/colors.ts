/**
 * The colours that carry meaning, as CSS custom properties of theme.css: the same in every chart, in both modes.
 * Give them to Plot as they are: `fill: colors.churned`.
 */
export const colors = {
  churned: "var(--churned)",
  retained: "var(--retained)",
  /** the base rate, "everyone alike", chance */
  baseline: "var(--baseline)",
  champion: "var(--champion)",
  challenger: "var(--challenger)",
  /** text and axes */
  ink: "var(--ink)",
  muted: "var(--muted)",
  /** grid lines and faint fills */
  rule: "var(--rule)",
  ruleStrong: "var(--rule-strong)",
  paper: "var(--paper)",
  surface: "var(--surface)",
  /** something picked out that is neither class: a selection, a threshold */
  accent: "var(--accent)"
} as const;

/** For models that are neither Champion, Challenger nor baseline, in this order; see {@link nthColor} for more of them. */
export const modelColors = ["var(--model-1)", "var(--model-2)", "var(--model-3)", "var(--model-4)", "var(--model-5)"] as const;

/** Who is who among the models, by name. */
export interface ModelRoles {
  champion: string;
  challenger: string | null;
  baseline: string;
}

/**
 * One colour per model that no page contradicts: by role first, the rest in the order of `names`.
 *
 * @param names every finalist, in the order of models.json
 * @returns a function from a name to its CSS colour
 */
export function modelColorScale(names: readonly string[], roles: ModelRoles): (name: string) => string {
  const scale = new Map<string, string>([[roles.baseline, colors.baseline]]);
  if (roles.challenger !== null) scale.set(roles.challenger, colors.challenger);
  scale.set(roles.champion, colors.champion);
  const rest = names.filter((name) => !scale.has(name));
  rest.forEach((name, i) => scale.set(name, nthColor(i)));
  return (name) => scale.get(name) ?? colors.muted;
}

/** Beyond the palette it comes again, nearer to the ink with every round: as readable as before, and no colour twice. */
function nthColor(i: number): string {
  const [round, color] = [Math.floor(i / modelColors.length), modelColors[i % modelColors.length]];
  return round === 0 ? color : `color-mix(in oklab, ${color} ${(100 * 0.6 ** round).toFixed(2)}%, ${colors.ink})`;
}
