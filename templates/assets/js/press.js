"use strict";
// A press on a mark opens its event, on a count the stretch it stands for, on a cut it says what
// is left out; twice beside them zooms.
{
  (Dateline.hands ??= {}).press = (page, signal) => {
    const { axis, open } = page;
    const on = (kind, hand) => axis.stage.addEventListener(kind, hand, { signal });

    on("click", (event) => {
      const cut = event.target.closest?.(".drawn .cut");
      if (cut) page.come().then(() => axis.explain(cut));
      const marker = event.target.closest?.(".drawn .marker");
      if (!marker || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (marker.classList.contains("many")) axis.enter(marker.group);
      else open(axis.marks[axis.picture.members(marker.group)[0]].event);
    });
    on("dblclick", (event) => {
      if (event.target.closest(".marker, .grip")) return;
      event.preventDefault();
      axis.level(event.shiftKey ? -1 : 1, axis.pixelOf(event));
    });
    on("mousedown", (event) => { // twice would select words
      if (event.detail > 1) event.preventDefault();
    });
  };
}
