// How well a text answers a query: every word of the query must be in it, as a piece or at least letter by letter.

/** @returns {score, at} with the places that matched, or null */
export function fuzzy(query, text) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  let score = 0;
  const at = new Set();
  for (const word of words) {
    const match = piece(word, lower) ?? letters(word, lower);
    if (!match) return null;
    score += match.score;
    for (const place of match.at) at.add(place);
  }
  // Of two that match alike, the shorter one is meant.
  return { score: score - text.length / 100, at };
}

function piece(word, text) {
  let found = text.indexOf(word);
  if (found < 0) return null;
  for (let next = found; next >= 0 && !startsWord(text, found); next = text.indexOf(word, next + 1)) if (startsWord(text, next)) found = next;
  const bonus = found === 0 ? 30 : startsWord(text, found) ? 20 : 0;
  return { score: 100 + bonus, at: Array.from(word, (_, i) => found + i) };
}

function letters(word, text) {
  const at = [];
  let score = 40;
  let from = 0;
  for (const letter of word) {
    let place = text.indexOf(letter, from);
    if (place < 0) return null;
    // The first letter of a word says more than one inside it.
    for (let next = place; next >= 0; next = text.indexOf(letter, next + 1))
      if (startsWord(text, next)) {
        if (next - place <= 12) place = next;
        break;
      }
    score -= place - from;
    at.push(place);
    from = place + 1;
  }
  return { score: Math.max(1, score), at };
}

function startsWord(text, place) {
  return place === 0 || /[\s\-:.,(/]/.test(text[place - 1]);
}
