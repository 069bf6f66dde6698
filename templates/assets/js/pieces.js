"use strict";
// Long work in pieces: a generator in, a promise of its end out. On a page with many events no task
// goes on for longer than a spell and a piece, so that what a reader does meanwhile is answered, and
// the first is not the one that asked, which has done something already; on any other page all of it
// is done at once.
{
  const SPELL = 10; // ms
  const inPieces = (pieces) => new Promise((done) => {
    const isLong = document.documentElement.classList.contains("long-page");
    const go = () => {
      const end = performance.now() + SPELL;
      while (!pieces.next().done) {
        if (isLong && performance.now() >= end) { setTimeout(go); return; }
      }
      done();
    };
    if (isLong) setTimeout(go);
    else go();
  });

  (globalThis.Dateline ??= {}).inPieces = inPieces;
}
