"use strict";
// The code that puts this page, as it is seen now, into another: always with a whole address, and
// copied at a press where the browser lets us.
{
  const box = document.querySelector(".embed-code");
  const [field, button] = ["textarea", "button"].map((name) => box?.querySelector(name));

  // The address as built, with the view of this page; what is not shared in an embed is left out.
  const write = () => {
    const view = new URLSearchParams(location.search);
    ["story", "step"].forEach((name) => view.delete(name));
    field.value = field.defaultValue.replace(/src="([^"]*)"/, (_, src) => {
      const at = new URL(src.replaceAll("&amp;", "&"), location.href);
      at.search = view.toString().replaceAll("%3A", ":");
      return `src="${at.href.replaceAll("&", "&amp;")}"`;
    });
  };

  const copy = async () => {
    const said = box.querySelector("[role=status]");
    write();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = said.dataset.done;
    } catch {
      field.focus();
      field.select();
    }
  };

  if (box && location.protocol !== "file:") box.hidden = false;
  if (box) {
    button.hidden = !navigator.clipboard;
    box.addEventListener("toggle", write);
    button.addEventListener("click", copy);
    field.addEventListener("focus", () => { write(); field.select(); });
  }
}
