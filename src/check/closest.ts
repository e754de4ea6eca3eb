/** Shorter beginnings say too little. */
const BEGINNING = 3;

/** The candidate most like a mistyped word (Levenshtein distance), else one that begins it or that it begins, or null. */
function closest(word: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  if (best !== null || word.length < BEGINNING) return best;
  const begun = candidates.find((known) => known.startsWith(word) || word.startsWith(known));
  // A beginning may be mistyped, too.
  const isNear = (beginning: string) => editDistance(word, beginning) <= 1;
  const { length } = word;
  return (
    begun ?? candidates.find((known) => [length, length + 1].some((to) => isNear(known.slice(0, to)))) ?? null
  );
}

/** The end of a sentence about an unknown word: a suggestion where one is near, else a full stop. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = closest(word, candidates);
  return near === null ? "." : `; did you mean ${near}?`;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitution, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
