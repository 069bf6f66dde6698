"use strict";
// The preview of a note, which CSS shows on hover and focus, goes away on Escape (WCAG 1.4.13).
{
  const root = document.documentElement;
  const still = () => root.classList.remove("no-previews");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    root.classList.add("no-previews");
    document.addEventListener("pointermove", still, { once: true });
    document.addEventListener("focusin", still, { once: true });
  });
}
