"use strict";
// Two fingers: what is between them stays between them.
{
  (Dateline.hands ??= {}).pinch = ({ axis }, signal) => {
    const { stage } = axis, fingers = new Map();

    const between = () => {
      const [first, second] = [...fingers.values()].map((event) => axis.pixelOf(event));
      const { clientY: y1 } = [...fingers.values()][0], { clientY: y2 } = [...fingers.values()][1];
      return { middle: (first + second) / 2, apart: Math.max(Math.hypot(second - first, y2 - y1), 1) };
    };

    stage.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "mouse") fingers.set(event.pointerId, event);
      axis.isPinched = fingers.size > 1;
    }, { signal });
    stage.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      if (fingers.size !== 2) { fingers.set(event.pointerId, event); return; }
      const before = between();
      fingers.set(event.pointerId, event);
      const after = between();
      const zoomed = axis.target.zoomedAt(before.middle, after.apart / before.apart);
      axis.show(zoomed.panned(after.middle - before.middle), { tell: false });
    }, { signal });
    for (const end of ["pointerup", "pointercancel"]) {
      stage.addEventListener(end, (event) => {
        if (fingers.delete(event.pointerId) && axis.isPinched && !fingers.size) {
          axis.isPinched = false;
          axis.pan(0);
        }
      }, { signal });
    }
  };
}
