"use strict";
// The years to show, by two grips on the strip; the fields of the filters are their truth.
{
  (Dateline.hands ??= {}).brush = ({ axis, store }, signal) => {
    const { picture } = axis, { stampOf, secondOf } = Dateline.Clock;
    const ends = ["from", "to"], grips = ends.map(() => picture.grip());

    const draw = () => ends.forEach((end, each) => {
      const year = store.state[end];
      const second = year === null ? axis.extent[end] : secondOf(year + each);
      picture.move(grips[each], second, year !== null);
    });

    grips.forEach((grip, each) => {
      grip.addEventListener("pointerdown", (event) => {
        event.stopPropagation();
        grip.setPointerCapture(event.pointerId);
      }, { signal });
      grip.addEventListener("pointermove", (event) => {
        if (!grip.hasPointerCapture(event.pointerId)) return;
        const x = axis.pixelOf(event), { from, to } = axis.extent;
        const year = stampOf(from + Math.round((x / axis.width) * (to - from))).year;
        const isEnd = each ? x >= axis.width - 1 : x <= 1;
        const other = store.state[ends[1 - each]] ?? year;
        store.set({ [ends[each]]: isEnd ? null : each ? Math.max(year, other) : Math.min(year, other) });
      }, { signal });
    });

    axis.brush = draw;
    draw();
    signal.addEventListener("abort", store.subscribe(draw));
    signal.addEventListener("abort", () => grips.forEach((grip) => grip.remove()));
  };
}
