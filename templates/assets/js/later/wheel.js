"use strict";
// The wheel, only with a key held down (also what a pinch on a touchpad sends): the plain wheel
// belongs to the page.
{
  const STEP = 0.0022, PAUSE = 250;

  (Dateline.hands ??= {}).wheel = ({ axis }, signal) => {
    let pause = 0;
    axis.stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.altKey) return;
      event.preventDefault();
      const lines = event.deltaMode ? 30 : 1, isPad = Math.abs(event.deltaY) < 30;
      const factor = Math.exp(-event.deltaY * lines * STEP * (isPad ? 4 : 1));
      axis.zoom(factor, axis.pixelOf(event), { tell: false });
      clearTimeout(pause);
      pause = setTimeout(() => axis.pan(0), PAUSE);
    }, { passive: false, signal });
  };
}
