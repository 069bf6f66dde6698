"use strict";
// Text in, what is left of it for comparing out: no case, no accents, one form of letters and
// digits that Persian, Arabic and Russian writers type in several. Knows no DOM.
{
  // Marks above and below Latin, Greek, Cyrillic, Hebrew and Arabic letters; other scripts need
  // theirs. Then what has no width: soft hyphen, joiners, directions, tatweel; and lone hamza.
  const DROPPED = new RegExp("[\\u0300-\\u036f\\u0591-\\u05bd\\u05bf-\\u05c7\\u0610-\\u061a" +
    "\\u064b-\\u065f\\u0670\\u06d6-\\u06ed\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069" +
    "\\ufeff\\u061c\\u0640\\u0621]", "g");
  const SAME = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ے": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ە": "ه", "ۃ": "ه", "ہ": "ه",
    "ھ": "ه", "ٱ": "ا", "ς": "σ", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d",
    "ð": "d", "þ": "th", "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-",
    "—": "-", "−": "-",
  };
  const REPLACED = new RegExp(`[${Object.keys(SAME).join("")}٠-٩۰-۹]`, "g");
  const sameAs = (letter) => SAME[letter] ?? String(letter.charCodeAt(0) & 15);

  // й is a letter of its own, not и with a breve; ё is often written е.
  const fold = (text) => {
    const lower = text.toLowerCase();
    if (/^[\x20-\x7e]*$/.test(lower)) return lower;
    const bare = lower.normalize("NFKD").replace(/и\u0306/g, "й").replace(DROPPED, "");
    return bare.replace(REPLACED, sameAs);
  };

  // The same, with the place in the original of every folded unit, and of the end.
  const foldPlaces = (text) => {
    let folded = "";
    const places = [];
    for (const { segment, index } of clusters(text)) {
      const piece = fold(segment);
      for (let each = 0; each < piece.length; each += 1) places.push(index);
      folded += piece;
    }
    places.push(text.length);
    return { folded, places };
  };

  // A letter with its marks: they may fold to one together (и + breve).
  const clusters = (text) => Array.from(text.matchAll(/\P{M}\p{M}*|^\p{M}+/gu),
    ({ 0: segment, index }) => ({ segment, index }));

  Object.assign((globalThis.Dateline ??= {}), { fold, foldPlaces });
}
