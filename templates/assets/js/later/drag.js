"use strict";
// Drag and flick: the picture follows the hand, and glides on where motion is welcome.
{
  const SLIP = 4, FRICTION = 0.994, SLOW = 0.04; // pixels; part of the speed left after 1 ms; pixels per ms

  (Dateline.hands ??= {}).drag = ({ axis }, signal) => {
    const { stage } = axis;
    let hand = null, gliding = 0;

    const glide = (speed, then) => {
      gliding = requestAnimationFrame((now) => {
        const passed = Math.min(now - then, 50), before = axis.target.shift;
        axis.pan(speed * passed, { tell: false });
        const slower = speed * FRICTION ** passed;
        if (Math.abs(slower) < SLOW || axis.target.shift === before) axis.pan(0);
        else glide(slower, now);
      });
    };

    const moved = (event) => {
      if (!hand || event.pointerId !== hand.id || axis.isPinched) return;
      const x = axis.pixelOf(event), pixels = x - hand.x;
      if (!hand.isDrag && Math.abs(pixels) < SLIP) return;
      if (!hand.isDrag) stage.setPointerCapture(hand.id);
      const passed = Math.max(event.timeStamp - hand.time, 1);
      Object.assign(hand, { isDrag: true, x, time: event.timeStamp,
        speed: 0.6 * (pixels / passed) + 0.4 * hand.speed });
      axis.pan(pixels, { tell: false });
    };

    const released = (event) => {
      if (!hand || event.pointerId !== hand.id) return;
      const { isDrag, speed, time } = hand;
      hand = null;
      if (!isDrag) return;
      stage.addEventListener("click", (click) => {
        click.preventDefault();
        click.stopPropagation();
      }, { capture: true, once: true, signal });
      setTimeout(() => stage.dispatchEvent(new Event("click"))); // where no click comes, none is lost
      const isFlick = event.timeStamp - time < 60 && axis.motion.matches && axis.target.zoom > 1;
      if (isFlick && Math.abs(speed) > 0.2) glide(speed, performance.now());
      else axis.pan(0);
    };

    stage.addEventListener("pointerdown", (event) => {
      cancelAnimationFrame(gliding);
      if (event.button || !event.isPrimary || event.target.closest(".grip")) return;
      hand = { id: event.pointerId, x: axis.pixelOf(event), time: event.timeStamp, speed: 0 };
    }, { signal });
    stage.addEventListener("pointermove", moved, { signal });
    for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, released, { signal });
    stage.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
  };
}
