"""What a browser measures of a page: words cut off, things beside it, controls in a heap."""

from playwright.sync_api import Page

# WCAG 2.2, 1.4.12: https://www.w3.org/TR/WCAG22/#text-spacing
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"""

DOUBLED = "html { font-size: 200% !important }"

# Words that end beyond a box which hides what leaves it; nothing is cut that can be scrolled to.
CUT_OFF = """() => {
  const found = [], range = document.createRange();
  for (const box of document.body.querySelectorAll(":not(svg, svg *, option, select)")) {
    const { overflow, clipPath } = getComputedStyle(box);
    if (!/hidden|clip/.test(overflow) || clipPath !== "none") continue;
    if (!box.checkVisibility({ visibilityProperty: true })) continue;
    const edge = box.getBoundingClientRect(), texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const holder = text.parentElement;
      if (!text.data.trim() || holder.closest("svg, option, template")) continue;
      if (!holder.checkVisibility({ visibilityProperty: true })) continue;
      let each = holder; // what can be scrolled to, or is for ears alone, is not cut off
      while (each !== box && !/auto|scroll/.test(getComputedStyle(each).overflow)
        && getComputedStyle(each).clipPath === "none") each = each.parentElement;
      if (each !== box) continue;
      range.selectNodeContents(text);
      const { left, top, right, bottom } = range.getBoundingClientRect();
      if (left < edge.left - 1 || right > edge.right + 1 || top < edge.top - 2 || bottom > edge.bottom + 2) {
        found.push(`cut off: ${text.data.trim()}`);
      }
    }
  }
  return found;
}"""

# What stands beside the page, where one would have to scroll sideways for it.
BESIDE = """() => {
  const { clientWidth: width, scrollWidth } = document.documentElement;
  const found = [...document.body.querySelectorAll("*")].filter((each) => {
    if (each.closest("svg, .table, .matrix") || !each.checkVisibility()) return false;
    const { left, right } = each.getBoundingClientRect();
    return (right > width + 1 || left < -1) && getComputedStyle(each).clipPath === "none";
  }).map((each) => `beside the page: ${each.className || each.localName}`);
  return scrollWidth > width ? [`scrolls to ${scrollWidth}`, ...found] : found;
}"""

# Controls that lie over one another by more than the air around their words.
IN_A_HEAP = """() => {
  const boxes = [];
  for (const each of document.querySelectorAll("a[href], button, input, select, summary, label.choice")) {
    if (each.closest(".skip, svg, .sheet, .story, .jump")) continue;
    if (!each.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    for (const box of each.getClientRects()) if (box.width > 1) boxes.push([each, box]);
  }
  boxes.sort(([, a], [, b]) => a.top - b.top);
  const found = [];
  boxes.forEach(([each, box], place) => {
    for (let next = place + 1; next < boxes.length && boxes[next][1].top < box.bottom - 4; next += 1) {
      const [other, its] = boxes[next];
      if (each.contains(other) || other.contains(each)) continue;
      if (Math.min(box.right, its.right) - Math.max(box.left, its.left) < 2) continue;
      if (Math.min(box.bottom, its.bottom) - its.top < 5) continue;
      found.push(`in a heap: ${each.textContent.trim()} and ${other.textContent.trim()}`);
    }
  });
  return found;
}"""


def dress(page: Page, style: str) -> None:
    """Puts a reader's own style over the page's; constructed, so that its CSP lets it."""
    page.evaluate(
        """async style => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(style);
          document.adoptedStyleSheets = [sheet];
          for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
        }""",
        style,
    )


def troubles(page: Page) -> list[str]:
    """What is cut off, stands beside the page, or lies in a heap."""
    return [
        *page.evaluate(BESIDE),
        *page.evaluate(CUT_OFF),
        *page.evaluate(IN_A_HEAP),
    ]
