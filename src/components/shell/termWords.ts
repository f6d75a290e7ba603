/** A word of the glossary. */
export interface Term {
  /** its words as the glossary heads them: "Fold, out-of-fold" */
  name: string;
  /** matches a use of any of its words */
  pattern: RegExp;
  /** what the glossary says, this book's value included */
  sentence: DocumentFragment;
}

/** The terms of a list of `dt` and `dd`; a `dt` holds one word, or several with commas between. */
export function termsOf(glossary: ParentNode): Term[] {
  return [...glossary.querySelectorAll("dt")].flatMap((head) => {
    const meaning = head.nextElementSibling;
    const name = head.textContent?.trim() ?? "";
    if (meaning?.tagName !== "DD" || name === "") return [];
    const sentence = document.createDocumentFragment();
    sentence.append(...[...meaning.childNodes].map((node) => node.cloneNode(true)));
    return [{name, pattern: patternOf(name), sentence}];
  });
}

/** Matches whole words of any case, in singular or plural, with a hyphen or a space between parts. */
export function patternOf(name: string): RegExp {
  const words = name.split(/,\s*/).map((word) =>
    word
      .replace(/s$/, "")
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replace(/[\s-]+/g, "[\\s-]+")
  );
  return new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${words.join("|")})(?:s|es)?(?![\\p{L}\\p{N}_-])`, "iu");
}

/** The first use of each term in a text, none within another, by position. */
export function findTerms<T extends Pick<Term, "pattern">>(text: string, terms: readonly T[]): {term: T; from: number; to: number}[] {
  const found = terms
    .flatMap((term) => {
      const match = term.pattern.exec(text);
      return match ? [{term, from: match.index, to: match.index + match[0].length}] : [];
    })
    .sort((a, b) => a.from - b.from || b.to - a.to);
  return found.filter((d, i) => found.slice(0, i).every((earlier) => earlier.to <= d.from));
}
