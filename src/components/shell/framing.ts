/** Who shows this page, as far as the browser says. */
export interface Framing {
  /** origins of the pages around this one, the nearest first; null: unknown. Chromium and Safari say it */
  ancestors: readonly string[] | null;
  /** the address that the frame was opened from; empty where the page around does not tell it */
  referrer: string;
  /** this site's own */
  origin: string;
  /** the definition's `embed` */
  allowed: readonly string[];
}

/**
 * Whether the pages around a framed page may show it. Headers say the same to browsers (`frame-ancestors`), and bind them; this is for hosts
 * that send none.
 *
 * @returns why they may not, in words; or null, with the origin of the page around, for messages to it
 */
export function judgeFraming({ancestors, referrer, origin, allowed}: Framing): {refusal: string | null; around: string} {
  const around = ancestors ?? (URL.canParse(referrer) ? [new URL(referrer).origin] : []);
  if (around.length === 0)
    return {
      refusal: 'The page around this one does not say where it is; its frame needs the attribute referrerpolicy="origin".',
      around: ""
    };
  const stranger = around.find((d) => d !== origin && !allowed.includes(d));
  if (stranger === undefined) return {refusal: null, around: around[0]};
  const who = stranger === "null" ? "a page without an origin" : stranger;
  return {
    refusal: `This book does not allow ${who} to show it. Whoever builds the book can name that origin in “embed” of its definition.`,
    around: around[0]
  };
}
