"use strict";
// Runs in a page before anything of the page's own, the same for every system: when the first
// event is seen, which tasks were long, how long each frame took. SELECTOR is put in.
{
  const seen = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const x = (left + right) / 2, y = (top + bottom) / 2;
    if (right - left < 1 || bottom - top < 1 || x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    return element.contains(document.elementFromPoint(x, y)); // nothing lies over it
  };

  const probe = (globalThis.probe = { seen: 0, painted: 0, tasks: [], frames: [], isOn: false });

  const list = new PerformanceObserver((found) => {
    for (const { startTime, duration } of found.getEntries()) probe.tasks.push([startTime, duration]);
  });
  list.observe({ type: "longtask", buffered: true });

  // What a frame finds laid out is painted at its end, which is before the next message.
  const look = () => {
    if (![...document.querySelectorAll("SELECTOR")].some(seen)) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { probe.seen = performance.now(); };
    port2.postMessage(0);
  };
  requestAnimationFrame(look);

  const tick = (now) => {
    probe.frames.push(now);
    if (probe.isOn) requestAnimationFrame(tick);
  };
  probe.begin = () => {
    Object.assign(probe, { frames: [], isOn: true });
    requestAnimationFrame(tick);
  };
  probe.end = async () => { // not before the frame that the last move asked for
    await new Promise((then) => { requestAnimationFrame(() => requestAnimationFrame(then)); });
    probe.isOn = false;
    return probe.frames.slice(1).map((now, each) => now - probe.frames[each]);
  };

  // Milliseconds since the page was last busy: a long task or a file that arrived.
  probe.quiet = () => {
    const ends = [0, probe.seen, ...probe.tasks.map(([start, duration]) => start + duration),
      ...performance.getEntriesByType("resource").map(({ responseEnd }) => responseEnd)];
    const isLoaded = document.readyState === "complete" && probe.seen;
    return isLoaded ? performance.now() - Math.max(...ends) : 0;
  };

  probe.loaded = () => {
    const parts = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type));
    const paints = performance.getEntriesByName("first-contentful-paint");
    return {
      seen: Math.max(probe.seen, ...paints.map(({ startTime }) => startTime)),
      tasks: probe.tasks.map(([, duration]) => duration),
      weight: parts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
      requests: parts.length,
    };
  };
}
