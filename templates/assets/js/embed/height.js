"use strict";
// In a frame: tells the page around it how high this one is, and keeps the way to the whole at
// the view that is shown.
{
  const { documentElement: root } = document;
  let told = 0;

  // To any origin, as we cannot know who frames us, and a height is nobody's secret.
  const tell = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    parent.postMessage({ type: "dateline.height", height }, "*");
  };

  if (parent !== self) new ResizeObserver(tell).observe(root);

  // Before the browser follows it, whatever follows it: a press, a key, a new tab.
  const lead = ({ target }) => {
    const link = target.closest?.("a[data-view]");
    if (link) link.search = location.search;
  };
  ["pointerdown", "focusin", "click"].forEach((name) => addEventListener(name, lead, true));
}
