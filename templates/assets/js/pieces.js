"use strict";
// Long work in pieces: a generator in, a promise of its end out. On a page with many events each
// piece is a task of its own, so that what a reader does between two of them is answered; on any
// other page all of it is done at once.
{
  const inPieces = (pieces) => new Promise((done) => {
    const isLong = document.documentElement.classList.contains("long-page");
    const go = () => {
      while (!pieces.next().done) {
        if (isLong) { setTimeout(go); return; }
      }
      done();
    };
    go();
  });

  (globalThis.Dateline ??= {}).inPieces = inPieces;
}
