"use strict";
// Words and beginnings of words, found in texts. Knows no DOM; needs fold.js.
{
  const LETTER = /[\p{L}\p{N}]/u;
  // Written without spaces between words: there a hit may begin anywhere.
  const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const JOINER = "\u200c";

  const isLetter = (text, place) => {
    const code = text.codePointAt(place);
    // Half of a pair is taken for what the pair is not: emoji before a word must not hide it.
    return code !== undefined && !(code >= 0xdc00 && code < 0xe000) &&
      LETTER.test(String.fromCodePoint(code));
  };

  // The words of a query, folded, once each; marks around a word do not count, alone they do.
  const wordsOf = (query) => {
    const words = Dateline.fold(query).split(/\s+/).filter(Boolean).map((word) =>
      word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "") || word);
    return [...new Set(words)];
  };

  const isFree = (word) => !isLetter(word, 0) || UNSPACED.test(word);

  const has = (text, word) => {
    if (isFree(word)) return text.includes(word);
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!at || !isLetter(text, at - 1)) return true;
    }
    return false;
  };

  // What is searched. Persian joins parts of a word without width; both are found, whole and part.
  const prepared = (text) => Dateline.fold(
    text.includes(JOINER) ? `${text} ${text.replaceAll(JOINER, " ")}` : text);

  // Where in a text words begin that a query asks for: [[from, to], …], rising, not overlapping.
  const hits = (text, words) => {
    const found = [];
    const plain = prepared(text); // most texts have none: their places are not worth working out
    if (!words.some((word) => has(plain, word))) return found;
    const { folded, places } = Dateline.foldPlaces(text);
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
        const begins = isFree(word) || !at || !isLetter(folded, at - 1) ||
          text[places[at] - 1] === JOINER;
        if (begins) found.push([places[at], places[at + word.length]]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return found.filter(([, to], place) =>
      found.slice(Math.max(place - words.length, 0), place).every(([, end]) => to > end));
  };

  // Which of the folded texts have all words: null where there is nothing to look for.
  const search = (texts, query) => {
    const words = wordsOf(query);
    return words.length
      ? Uint8Array.from(texts, (text) => words.every((word) => has(text, word)))
      : null;
  };

  (globalThis.Dateline ??= {}).Search = Object.freeze({ wordsOf, hits, prepared, search });
}
